import { useState } from 'react';
import { fixedLimits } from '@mailroom/shared';
import { api } from '../../browser/api.ts';
import { writingSign } from './typing-notifier.ts';

/** Tells the room that one writes, while there is somebody who would be told. `members`: how many are here. */
export const useWritingSign = (members: number) => {
  const [sign] = useState(() =>
    writingSign({ tell: (how) => void api.typing(how).catch(() => {}), elapsed: () => performance.now() }),
  );
  const isTold = members > 1 && members <= fixedLimits.presenceMaxMembers;
  return { typed: (text: string) => isTold && sign.typed(text), said: sign.said };
};
