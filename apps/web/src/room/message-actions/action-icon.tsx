import type { MessageAction } from './actions.ts';

/** The icon of an action. It is hidden from screen readers. */
export const ActionIcon = ({ action }: { action: MessageAction }) => (
  <svg className="action-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path d={PATHS[action]} />
  </svg>
);

const PATHS: Record<MessageAction, string> = {
  react: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M7 11.500q3 3.500 6 0M7.500 7.800v.400M12.500 7.800v.400',
  reply: 'M16 16v-2q0-5-5-5H4M8 5L4 9l4 4',
  copy: 'M7.500 7.500h9v9h-9zM4 12.500h-.500v-9h9V4',
  quote: 'M3.500 5.500h5v5q0 3-3.500 4M11.500 5.500h5v5q0 3-3.500 4',
  mention: 'M13 7v4.200a1.800 1.800 0 0 0 3.600 0V10a6.600 6.600 0 1 0-2.800 5.400M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0',
  edit: 'M3.500 16.500l.800-3.500 8.700-8.700a1.500 1.500 0 0 1 2.100 0l.600.600a1.500 1.500 0 0 1 0 2.100L7 15.700zM11.500 5.800l2.700 2.700',
  delete: 'M4 6h12M8 6V4h4v2M5.800 6l.700 10.500h7L14.200 6M8.500 9v4.500M11.500 9v4.500',
  link: 'M8 12l4-4M9.500 6l1.200-1.200a3.200 3.200 0 0 1 4.500 4.500L14 10.500M10.500 14l-1.200 1.200a3.200 3.200 0 0 1-4.500-4.500L6 9.500',
};
