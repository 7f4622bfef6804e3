/** The tones of the bell, from its strike on: in Hz, how loud, and how many seconds they take to die away. */
const TONES = [
  { hertz: 660, loudness: 0.1, fades: 0.9 },
  { hertz: 1_320, loudness: 0.05, fades: 0.5 },
  { hertz: 1_782, loudness: 0.02, fades: 0.25 },
] as const;

let audio: AudioContext | undefined;

/** Rings a small bell, softly. Silent where the browser does not let a page sound before anyone has touched it. */
export const chime = async () => {
  try {
    if (!navigator.userActivation.hasBeenActive) return;
    audio ??= new AudioContext();
    await audio.resume();
    for (const tone of TONES) ring(audio, tone);
  } catch {
    // No loudspeaker, or none for us.
  }
};

const ring = (context: AudioContext, { hertz, loudness, fades }: (typeof TONES)[number]) => {
  const begins = context.currentTime;
  const ends = begins + fades;
  const tone = new OscillatorNode(context, { frequency: hertz });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.linearRampToValueAtTime(loudness, begins + 0.005);
  volume.gain.exponentialRampToValueAtTime(0.000_1, ends);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(ends);
};
