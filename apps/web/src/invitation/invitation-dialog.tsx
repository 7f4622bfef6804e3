import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../i18n/use-strings.ts';
import { addresses, isOnlyHere } from './addresses.ts';
import { PassOn } from './share-address.tsx';
import { QrCode } from './qr-code.tsx';

/** Where others come in: the address to copy, to pass on, or to show to a phone’s camera. */
export const InvitationDialog = ({ onClose }: { onClose: () => void }) => {
  const { invitation: words } = useWords();
  const found = useQuery({ queryKey: ['addresses'], queryFn: addresses, networkMode: 'always', retry: false });
  const [chosen, setChosen] = useState<string>();
  const address = chosen ?? found.data?.[0];
  if (!address) {
    return (
      <Dialog title={words.title} onClose={onClose}>
        <p role="status">{found.isError ? words.unknown : found.data && words.nowhere}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="invitation">
        <QrCode text={address} />
        <p className="hint">{isOnlyHere ? words.scanInNetwork : words.scan}</p>
        {found.data && found.data.length > 1 ? (
          <label>
            {words.address}
            <select value={address} onChange={({ target }) => setChosen(target.value)}>
              {found.data.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        ) : (
          <p className="address" dir="ltr">
            {address}
          </p>
        )}
        <PassOn key={address} address={address} />
      </div>
    </Dialog>
  );
};
