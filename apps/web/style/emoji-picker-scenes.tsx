import { useState } from 'react';
import { EmojiPicker } from '../src/room/emoji/lazy-emoji-picker.ts';
import type { Scene } from './scene.ts';

/** A button that opens the picker, which is open at first, and the picked emoji. */
const PickerStage = () => {
  const [isOpen, setIsOpen] = useState(true);
  const [picked, setPicked] = useState('');
  return (
    <main className="part">
      <h1>Emoji picker</h1>
      <button type="button" onClick={() => setIsOpen(true)}>
        Choose
      </button>
      <output>{picked}</output>
      {isOpen && <EmojiPicker title="Choose an emoji" onPick={setPicked} onClose={() => setIsOpen(false)} />}
    </main>
  );
};

const picker = (name: string, reach: Scene['reach']): Scene => ({
  name: `emoji-picker${name}`,
  start: 'lobby',
  room: {},
  part: PickerStage,
  reach,
});

const SEARCH_FIELD = '.emoji-search input';

/** The scenes of the emoji picker. */
export const emojiPickerScenes: readonly Scene[] = [
  picker('', ({ waitFor }) =>
    waitFor('[role=option][aria-label="thumbs up"], [role=option][aria-label="daumen hoch"]'),
  ),
  picker('-found', async ({ type, waitFor }) => {
    await type('cat', SEARCH_FIELD);
    await waitFor('[role=option][data-roving-id="😸"]');
  }),
  picker('-none-found', async ({ type, waitFor }) => {
    await type('nothing like this', SEARCH_FIELD);
    await waitFor('.emoji-results:empty');
  }),
];
