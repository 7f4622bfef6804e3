/** The emoji that people use most: those of agreement first, then faces, gestures and symbols. */
export const COMMON_EMOJI: readonly string[] = (
  '👍 👎 ❤️ 😂 🎉 🙏 👏 🔥 👀 ✅ 😄 😊 🙂 😉 😍 🥰 😘 😎 🥳 🤣 ' +
  '😅 🙃 🤔 😮 😢 😭 😡 😱 🙄 😴 👋 👌 💪 🙌 🤝 🤷 🤦 💯 🚀 ☕'
).split(' ');
