import type { InvitationProblem, Role } from '@mailroom/shared';
import type { Language } from './language.ts';

/** The dialogs about roles. Not part of the strings, because few people have a role: they load with those dialogs. */
export const moderationTexts: Record<Language, ModerationTexts> = {
  en: {
    claimTitle: 'Invitation to a role',
    claimText:
      'This link gives you a role in this room: owner or moderator. It works once, and the role stays in this browser.',
    accept: 'Accept',
    notNow: 'Not now',
    accepted: { owner: 'You are an owner of this room.', moderator: 'You are a moderator of this room.' },
    acceptedHint: 'You have this role whenever you join from this browser.',
    done: 'OK',
    invalid: {
      unknown: 'This invitation doesn’t exist. Check that the link is complete, or ask for another one.',
      used: 'This invitation has already been used. Ask for another one.',
      expired: 'This invitation has expired. Ask for another one.',
      revoked: 'This invitation is no longer valid. Ask for another one.',
    },
    unreachable: 'Can’t reach the room. Check your connection and try again.',
    failed: 'That didn’t work. Please try again.',
    title: 'Moderation',
    people: 'Owners and moderators',
    roles: { owner: 'Owner', moderator: 'Moderator' },
    notJoined: 'Has not joined yet',
    you: 'you',
    here: 'Here now',
    lastHere: (ago) => `Joined ${ago}`,
    remove: 'Remove role',
    removeFrom: (nickname) => `Remove role: ${nickname}`,
    removed: 'The role was removed.',
    invitations: 'Open invitations',
    expires: (at) => `Until ${at}`,
    neverExpires: 'Does not expire',
    withdraw: 'Withdraw',
    withdrawInvitation: (which) => `Withdraw: ${which}`,
    withdrawn: 'The invitation was withdrawn.',
    inviteModerator: 'Invite a moderator',
    inviteOwner: 'Invite another owner',
    link: { owner: 'Link for a new owner', moderator: 'Link for a new moderator' },
    linkHint: 'Scan with a phone, or share the link with the one person you mean. It works once, for 24 hours.',
    onlyOwners: 'Owners decide who has a role.',
    resign: 'Give up my role',
    resignQuestion: 'Really give up your role? Only an owner can give it back.',
    resignLastOwner:
      'You are the only owner. If you give up the role, only the operator of the server can appoint another one.',
    cancel: 'Cancel',
    tooManyInvitations: 'There are too many open invitations. Withdraw one first.',
    tooManyGrants: 'Too many people have a role. An owner has to remove one first.',
    notPermitted: 'Your role doesn’t allow this any more.',
  },
  de: {
    claimTitle: 'Einladung zu einer Rolle',
    claimText:
      'Mit diesem Link leitest oder moderierst du diesen Raum. Er gilt einmal, und die Rolle bleibt in diesem Browser.',
    accept: 'Annehmen',
    notNow: 'Jetzt nicht',
    accepted: { owner: 'Du leitest diesen Raum.', moderator: 'Du moderierst diesen Raum.' },
    acceptedHint: 'Diese Rolle hast du immer, wenn du mit diesem Browser beitrittst.',
    done: 'OK',
    invalid: {
      unknown: 'Diese Einladung gibt es nicht. Prüfe, ob der Link vollständig ist, oder bitte um eine neue.',
      used: 'Diese Einladung wurde schon benutzt. Bitte um eine neue.',
      expired: 'Diese Einladung ist abgelaufen. Bitte um eine neue.',
      revoked: 'Diese Einladung gilt nicht mehr. Bitte um eine neue.',
    },
    unreachable: 'Der Raum ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.',
    failed: 'Das hat nicht geklappt. Bitte versuche es noch einmal.',
    title: 'Moderation',
    people: 'Leitung und Moderation',
    roles: { owner: 'Leitung', moderator: 'Moderation' },
    notJoined: 'Noch nicht beigetreten',
    you: 'du',
    here: 'Gerade hier',
    lastHere: (ago) => `Beigetreten ${ago}`,
    remove: 'Rolle entziehen',
    removeFrom: (nickname) => `Rolle entziehen: ${nickname}`,
    removed: 'Die Rolle wurde entzogen.',
    invitations: 'Offene Einladungen',
    expires: (at) => `Bis ${at}`,
    neverExpires: 'Läuft nicht ab',
    withdraw: 'Zurückziehen',
    withdrawInvitation: (which) => `Zurückziehen: ${which}`,
    withdrawn: 'Die Einladung wurde zurückgezogen.',
    inviteModerator: 'Zum Moderieren einladen',
    inviteOwner: 'Zur Leitung einladen',
    link: { owner: 'Link für die Leitung', moderator: 'Link zum Moderieren' },
    linkHint: 'Scanne den Code, oder schick den Link nur der Person, die du meinst. Er gilt einmal und 24 Stunden.',
    onlyOwners: 'Die Leitung entscheidet, wer eine Rolle hat.',
    resign: 'Meine Rolle abgeben',
    resignQuestion: 'Willst du deine Rolle wirklich abgeben? Nur die Leitung kann sie dir wiedergeben.',
    resignLastOwner:
      'Außer dir leitet niemand den Raum. Gibst du die Rolle ab, kann nur noch der Betreiber des Servers jemanden ernennen.',
    cancel: 'Abbrechen',
    tooManyInvitations: 'Es gibt zu viele offene Einladungen. Zieh zuerst eine zurück.',
    tooManyGrants: 'Zu viele Personen haben eine Rolle. Die Leitung muss zuerst eine entziehen.',
    notPermitted: 'Deine Rolle erlaubt das nicht mehr.',
  },
};

export interface ModerationTexts {
  readonly claimTitle: string;
  readonly claimText: string;
  readonly accept: string;
  readonly notNow: string;
  readonly accepted: Readonly<Record<Role, string>>;
  readonly acceptedHint: string;
  readonly done: string;
  readonly invalid: Readonly<Record<InvitationProblem, string>>;
  readonly unreachable: string;
  readonly failed: string;
  readonly title: string;
  readonly people: string;
  readonly roles: Readonly<Record<Role, string>>;
  /** Instead of the nickname of somebody who accepted, and never joined since. */
  readonly notJoined: string;
  readonly you: string;
  readonly here: string;
  /** `ago`: "5 minutes ago". */
  readonly lastHere: (ago: string) => string;
  readonly remove: string;
  readonly removeFrom: (nickname: string) => string;
  readonly removed: string;
  readonly invitations: string;
  /** `at`: a date and time. */
  readonly expires: (at: string) => string;
  readonly neverExpires: string;
  readonly withdraw: string;
  /** `which`: the role and the end of the invitation. */
  readonly withdrawInvitation: (which: string) => string;
  readonly withdrawn: string;
  readonly inviteModerator: string;
  readonly inviteOwner: string;
  readonly link: Readonly<Record<Role, string>>;
  readonly linkHint: string;
  /** Told to a moderator. */
  readonly onlyOwners: string;
  readonly resign: string;
  readonly resignQuestion: string;
  readonly resignLastOwner: string;
  readonly cancel: string;
  readonly tooManyInvitations: string;
  readonly tooManyGrants: string;
  readonly notPermitted: string;
}
