import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { roomAddresses } from '../browser/addresses/browser-room-addresses.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { QrCode } from './qr-code.tsx';
import { ShareAddress } from './share-address.tsx';

/** Shows the address of the room as a QR code and as a link to copy or share. */
export const InvitationDialog = ({ roomName, onClose }: InvitationDialogProps) => {
  const { invitation } = useStrings();
  const addresses = useQuery({
    queryKey: ['addresses'],
    queryFn: roomAddresses.fetch,
    networkMode: 'always',
    retry: false,
  });
  const [selected, setSelected] = useState<string>();
  const address = selected ?? addresses.data?.[0];
  const select = (address: string) => {
    setSelected(address);
    roomAddresses.choose(address);
  };
  if (!address) {
    return (
      <Dialog title={invitation.title} onClose={onClose}>
        <p role="status">{addresses.isError ? invitation.addressUnknown : addresses.data && invitation.localOnly}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={invitation.title} onClose={onClose}>
      <div className="invitation">
        <QrCode text={address} />
        <p className="hint">{roomAddresses.isLocalOnly ? invitation.scanOnNetwork : invitation.scan}</p>
        {addresses.data && addresses.data.length > 1 ? (
          <label>
            <span>{invitation.link}</span>
            <select translate="no" value={address} onChange={({ target }) => select(target.value)}>
              {addresses.data.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        ) : (
          <p className="address" dir="ltr" translate="no">
            {address}
          </p>
        )}
        <ShareAddress key={address} roomName={roomName} address={address} />
      </div>
    </Dialog>
  );
};

export interface InvitationDialogProps {
  readonly roomName: string;
  readonly onClose: () => void;
}
