import { useEffect, useRef, useState } from 'react';
import { browserSettings } from '../settings/browser-settings.ts';
import { useWords } from '../i18n/use-strings.ts';
import { askToNotify, mayNotify } from './permission.ts';

/** Offers, to who was mentioned while they looked elsewhere, to be told the next time: by a notice, or by a sound where there are none. */
export const BellOffer = ({ onClose }: { onClose: () => void }) => {
  const { bell: words, page } = useWords();
  const [isDenied, setIsDenied] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone.
  useEffect(() => void (isDenied && close.current?.focus()), [isDenied]);
  const canNotify = mayNotify() !== 'insecure' && mayNotify() !== 'unable';
  const accept = async () => {
    if (!canNotify) browserSettings.choose({ sound: 'on' });
    else if ((await askToNotify()) === 'denied') return setIsDenied(true);
    return onClose();
  };
  return (
    <div className="notifications-prompt" role="group" aria-labelledby="notifications-prompt">
      <p id="notifications-prompt" role="status">
        {isDenied ? words.offerDenied : canNotify ? words.offerNotice : words.offerSound}
      </p>
      <div className="buttons">
        {!isDenied && (
          <button type="button" onClick={() => void accept()}>
            {words.yes}
          </button>
        )}
        <button type="button" ref={close} className="plain" onClick={onClose}>
          {isDenied ? page.close : words.notNow}
        </button>
      </div>
    </div>
  );
};
