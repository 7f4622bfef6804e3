import { useShownTimes } from '../../i18n/use-time-format.ts';
import { useWords } from '../../i18n/use-strings.ts';

/** That a line does not read as it was said; and on pointing since when, in ms since 1970. */
export const EditedLabel = ({ at }: { at: number | undefined }) => {
  const { edited } = useWords().line;
  const { dayAndTime } = useShownTimes();
  return at === undefined ? (
    <small>{edited}</small>
  ) : (
    <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
      {edited}
    </time>
  );
};
