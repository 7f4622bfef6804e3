import type { ReactNode } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Around the content of a row: an error in it costs no other row. `resetKey` is what the row shows. */
export const RowBoundary = ({ resetKey, children }: { resetKey: unknown; children: ReactNode }) => (
  <ErrorBoundary piece="row" resetKey={resetKey} fallback={<FailureNotice piece="row" />}>
    {children}
  </ErrorBoundary>
);
