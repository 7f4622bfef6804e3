import { Component, type ReactNode } from 'react';
import type { PageError } from '@mailroom/shared';
import { reportError } from '../browser/report-error.ts';

/**
 * Shows `fallback` instead of its children after one of them threw an error, and reports the error to the server. The rest of the page keeps
 * working. Renders the children again when `resetKey` changes, and never by itself: an error that persists must not loop.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { isFailed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { isFailed: true };
  }

  static getDerivedStateFromProps({ resetKey }: ErrorBoundaryProps, state: ErrorBoundaryState) {
    return Object.is(resetKey, state.resetKey) ? null : { isFailed: false, resetKey };
  }

  override componentDidCatch(error: unknown) {
    reportError(this.props.piece, error);
  }

  override render() {
    return this.state.isFailed ? this.props.fallback : this.props.children;
  }
}

interface ErrorBoundaryProps {
  readonly piece: PageError['piece'];
  /** What the children are about, if that can change. */
  readonly resetKey?: unknown;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly isFailed: boolean;
  readonly resetKey: unknown;
}
