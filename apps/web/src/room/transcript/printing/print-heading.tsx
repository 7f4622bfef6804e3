import { useState } from 'react';
import { serverClock } from '../../../browser/server-clock.ts';
import { useStrings } from '../../../i18n/use-strings.ts';
import { useTimeFormat } from '../../../i18n/use-time-format.ts';

/**
 * The first lines of a printed transcript, below the name of the room: when it was printed, and what is left out. The screen does not show
 * them. `omittedBefore`: the date before which messages are left out, in ms since 1970, if any are.
 */
export const PrintHeading = ({ omittedBefore }: { omittedBefore: number | undefined }) => {
  const { transcript } = useStrings();
  const { dayAndTime } = useTimeFormat();
  const [printedAt] = useState(serverClock.now);
  return (
    <li className="print-heading">
      <p>{transcript.printedAt(dayAndTime(printedAt))}</p>
      {omittedBefore !== undefined && <p>{transcript.notPrinted(dayAndTime(omittedBefore))}</p>}
    </li>
  );
};
