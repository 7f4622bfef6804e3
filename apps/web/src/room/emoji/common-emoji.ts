/** The emoji that people use most: gestures of approval first, then faces, other gestures and symbols. */
export const COMMON_EMOJI: readonly string[] = (
  '👍 👎 ❤️ 😂 🎉 🙏 👏 🔥 👀 ✅ 😄 😊 🙂 😉 😍 🥰 😘 😎 🥳 🤣 ' +
  '😅 🙃 🤔 😮 😢 😭 😡 😱 🙄 😴 👋 👌 💪 🙌 🤝 🤷 🤦 💯 🚀 ☕'
).split(' ');
