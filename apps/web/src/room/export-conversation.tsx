import { mayHaveOlder } from '../sync/view/older-letters.ts';
import { ExportDialog } from './lazy.ts';
import type { RoomState } from './use-room.ts';
import { useLoadAll } from './use-load-all.ts';

/** Offers to load all older messages, and then exports the conversation. */
export const ExportConversation = ({ room: { store, view }, onExport, onClose }: ExportConversationProps) => {
  const loadAll = useLoadAll(store);
  const loadAndExport = async () => {
    const isDone = await loadAll.start();
    if (isDone && !mayHaveOlder(store.view().older)) onExport();
  };
  return (
    <ExportDialog
      view={{ rows: store.view().rows, older: view.older }}
      isLoading={loadAll.isRunning}
      onLoadAll={() => void loadAndExport()}
      onStop={loadAll.stop}
      onExport={onExport}
      onClose={onClose}
    />
  );
};

interface ExportConversationProps {
  readonly room: RoomState;
  readonly onExport: () => void;
  readonly onClose: () => void;
}
