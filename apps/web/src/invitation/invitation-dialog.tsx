import { invitationLink } from '@mailroom/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { roomAddresses } from '../browser/addresses/browser-room-addresses.ts';
import { useStrings } from '../i18n/use-strings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { QrCode } from './qr-code.tsx';
import { ShareAddress } from './share-address.tsx';

/** Shows the address of the room, or an invitation to a role, as a QR code and as a link to copy or share. */
export const InvitationDialog = ({ roomName, roleInvitation, onClose }: InvitationDialogProps) => {
  const { invitation } = useStrings();
  const title = roleInvitation?.title ?? invitation.title;
  const addresses = useQuery({
    queryKey: ['addresses'],
    queryFn: roomAddresses.fetch,
    networkMode: 'always',
    retry: false,
  });
  const [selected, setSelected] = useState<string>();
  // A link to a role must not be lost, even if it leads here from this computer only.
  const ownAddress =
    roleInvitation && (addresses.data ?? addresses.error) ? location.origin + location.pathname : undefined;
  const address = selected ?? addresses.data?.[0] ?? ownAddress;
  const link = address !== undefined && roleInvitation ? invitationLink(address, roleInvitation.token) : address;
  const select = (address: string) => {
    setSelected(address);
    roomAddresses.choose(address);
  };
  if (!address || !link) {
    return (
      <Dialog title={title} onClose={onClose}>
        <p role="status">{addresses.isError ? invitation.addressUnknown : addresses.data && invitation.localOnly}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="invitation">
        <QrCode text={link} />
        <p className="hint">
          {roleInvitation?.hint ?? (roomAddresses.isLocalOnly ? invitation.scanOnNetwork : invitation.scan)}
        </p>
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
            {link}
          </p>
        )}
        <ShareAddress key={link} roomName={roomName} address={link} />
      </div>
    </Dialog>
  );
};

/** A new invitation to a role, and how to present it. */
export interface RoleInvitation {
  readonly token: string;
  readonly title: string;
  readonly hint: string;
}

export interface InvitationDialogProps {
  readonly roomName: string;
  /** Missing: the link leads to the room only. */
  readonly roleInvitation?: RoleInvitation | undefined;
  readonly onClose: () => void;
}
