/** The emoji that people use most, in the order in which they are offered. */
export const COMMON_EMOJI: readonly string[] = (
  '👍 👎 ❤️ 😂 🎉 🙏 👏 🔥 👀 ✅ 😄 😊 🙂 😉 😍 🥰 😘 😎 🥳 🤣 ' +
  '😅 🙃 🤔 😮 😢 😭 😡 😱 🙄 😴 👋 👌 💪 🙌 🤝 🤷 🤦 💯 🚀 ☕'
).split(' ');
