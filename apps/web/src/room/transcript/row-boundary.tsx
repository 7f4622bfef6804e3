import type { ReactNode } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Wraps the content of a row, so that an error in it does not affect other rows. `resetKey` is what the row shows. */
export const RowBoundary = ({ resetKey, children }: { resetKey: unknown; children: ReactNode }) => (
  <ErrorBoundary piece="row" resetKey={resetKey} fallback={<FailureNotice piece="row" />}>
    {children}
  </ErrorBoundary>
);
