/** The partial tones of a small bell. `fadeOut` is in seconds. */
const TONES = [
  { hertz: 660, volume: 0.1, fadeOut: 0.9 },
  { hertz: 1_320, volume: 0.05, fadeOut: 0.5 },
  { hertz: 1_782, volume: 0.02, fadeOut: 0.25 },
] as const;

let audio: AudioContext | undefined;

/** Plays a soft chime. Silent until the user has interacted with the page, because browsers block sound before that. */
export const chime = async () => {
  try {
    if (!navigator.userActivation.hasBeenActive) return;
    audio ??= new AudioContext();
    await audio.resume();
    for (const tone of TONES) play(audio, tone);
  } catch {
    // The device has no audio output, or the browser blocks it.
  }
};

const play = (context: AudioContext, { hertz, volume, fadeOut }: (typeof TONES)[number]) => {
  const start = context.currentTime;
  const end = start + fadeOut;
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(volume, start + 0.005);
  gain.gain.exponentialRampToValueAtTime(0.000_1, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start();
  oscillator.stop(end);
};
