import type { Reaction } from '@mailroom/shared';
import { useEffect, useRef, useState } from 'react';
import { useStrings } from '../../../i18n/use-strings.ts';
import { Nickname } from '../../../ui/member/nickname.tsx';
import { latestReaction, type ReactionsInView } from '../../timeline/latest-reaction.ts';

/** Time in ms after which the announcement is removed, so that an equal one is announced as well. */
const REMOVE_AFTER_MS = 2_500;

/** A live region that announces the latest reaction of someone else to a message of the reader. */
export const ReactionAnnouncer = ({ view }: { view: ReactionsInView }) => {
  const { message } = useStrings();
  const known = useRef(view);
  const [latest, setLatest] = useState<Reaction>();
  useEffect(() => {
    const added = latestReaction(view, known.current);
    known.current = view;
    if (added) setLatest(added);
  }, [view]);
  useEffect(() => {
    if (!latest) return undefined;
    const timer = setTimeout(() => setLatest(undefined), REMOVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [latest]);
  return (
    <p className="visually-hidden" role="status">
      {latest && message.reactedToYou(<Nickname member={latest.member} isYou={false} />, latest.emoji)}
    </p>
  );
};
