import type { ReactNode } from 'react';
import { pageTitle } from '../browser/page-title.ts';
import { failureTexts } from '../i18n/failure-texts.ts';
import { useLanguage } from '../i18n/use-strings.ts';

/** Says that a piece of the page cannot be shown, with a button that reloads the page. A reload keeps the draft and the outbox. */
export const FailureNotice = ({ piece, children }: FailureNoticeProps) => {
  const { pieces, reload } = failureTexts[useLanguage().language];
  return (
    // Many rows can fail for the same reason.
    <div className="failure" role={piece === 'row' ? undefined : 'alert'}>
      <p>{pieces[piece]}</p>
      <button type="button" onClick={() => location.reload()}>
        {reload}
      </button>
      {children}
    </div>
  );
};

interface FailureNoticeProps {
  readonly piece: keyof (typeof failureTexts)['en']['pieces'];
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Replaces the whole page, or the room. */
export const FailureScreen = ({ piece }: Pick<FailureNoticeProps, 'piece'>) => (
  <main className="loading-screen">
    <img src="/icon.svg" alt="" width={56} height={56} />
    <h1 dir="auto" translate="no">
      {pageTitle}
    </h1>
    <FailureNotice piece={piece} />
  </main>
);
