import { fixedLimits, type Letter, type Member, type RoomEvent, type Settings } from '@mailroom/shared';
import type { Absentees } from './absentees.ts';
import type { HouseRules } from './room-policy.ts';
import type { Ledger } from './ledger.ts';
import { nicknameKeys } from './nickname-key.ts';
import type { PostOffice } from './post-office.ts';
import { refuseTaken } from './assert-nickname-free.ts';
import { Refused } from './refusal-error.ts';
import type { OwnLine, Stay } from './room-session.ts';
import type { Stays } from './session-registry.ts';
import type { World } from './environment.ts';

/** What became of something that was asked for under an id: the letter that tells of it, and whether it had been done before. */
export interface Done {
  readonly id: number;
  readonly at: number;
  readonly duplicate: boolean;
}

/** What one who is here may say, and change: their lines for a while, and what they are called. Each once for each `clientMsgId`. */
export class Talk {
  readonly #options: TalkOptions;

  constructor(options: TalkOptions) {
    this.#options = options;
  }

  /** Says a line to everyone. Refuses bad text, too many lines, and an id used for anything else. */
  say(stay: Stay, { text: typed, clientMsgId }: { text: string; clientMsgId: string }): Done {
    const text = this.#options.rules.text(typed);
    return this.#once(stay, { clientMsgId, what: ['say', text] }, () => {
      this.#refuseHaste(stay);
      const said = this.#tell({ type: 'said', member: stay.member, text, clientMsgId });
      const saidAt = this.#options.world.elapsed();
      this.#options.postOffice.signs.said(stay.member.id);
      stay.lines.remember(clientMsgId, { letters: [said.id], saidAt }, saidAt);
      return said;
    });
  }

  /** Notes that they write, or stopped. It may have been on its way when their page closed, which it does not undo. */
  write(stay: Stay, { stopped = false }: { stopped?: boolean | undefined }) {
    const { signs } = this.#options.postOffice;
    stay.heardAt = this.#options.world.elapsed();
    if (stopped) signs.stop(stay.member.id);
    else signs.write(stay.member.id, stay.heardAt);
  }

  /** Gives a line of their own another text. Refuses as `say` does, and lines that are not theirs, are deleted, or were said too long ago. */
  edit(stay: Stay, { line, text: typed, clientMsgId }: { line: string; text: string; clientMsgId: string }): Done {
    const text = this.#options.rules.text(typed);
    return this.#once(stay, { clientMsgId, what: ['edit', line, text] }, () => {
      const { letters } = this.#lineOf(stay, line);
      this.#refuseHaste(stay);
      const [letter] = letters;
      const edited = this.#tell({ type: 'edited', member: stay.member, letter, text, clientMsgId });
      letters.push(edited.id);
      return edited;
    });
  }

  /** Takes a line of their own back, so that nobody reads it any more who has not yet. Refuses as `edit` does. */
  delete(stay: Stay, { line, clientMsgId }: { line: string; clientMsgId: string }): Done {
    return this.#once(stay, { clientMsgId, what: ['delete', line] }, () => {
      const { letters } = this.#lineOf(stay, line);
      this.#refuseHaste(stay);
      stay.lines.drop(line);
      this.#options.ledger.blank(letters);
      const [letter] = letters;
      return this.#tell({ type: 'deleted', member: stay.member, letter, clientMsgId });
    });
  }

  /** Calls them something else. Refuses a nickname that is invalid or somebody else's. */
  rename(stay: Stay, { nickname: typed, clientMsgId }: { nickname: string; clientMsgId: string }) {
    const { rules, here, absent, ledger, world } = this.#options;
    const nickname = rules.nickname(typed);
    const { nickname: before } = stay.member;
    const isKnown = stay.deeds.recall(clientMsgId) !== undefined;
    const you: Member = { ...stay.member, nickname };
    if (!isKnown && nickname === before) return { you, id: ledger.next - 1, at: world.now(), duplicate: true };
    const done = this.#once(stay, { clientMsgId, what: ['rename', nickname] }, () => {
      const keys = nicknameKeys(nickname);
      refuseTaken(keys, stay, { here, absent });
      this.#refuseHaste(stay);
      here.rename(stay, { nickname, keys });
      return this.#tell({ type: 'renamed', member: stay.member, before, clientMsgId });
    });
    return { you, ...done };
  }

  /** Does it, or answers as the first time. Whatever is refused is not remembered. */
  #once(stay: Stay, asked: { clientMsgId: string; what: readonly string[] }, act: () => Letter): Done {
    const what = JSON.stringify(asked.what);
    const before = stay.deeds.recall(asked.clientMsgId);
    if (before && before.what !== what) throw new Refused({ refusal: 'id-reused' });
    if (before) return { id: before.id, at: before.at, duplicate: true };
    const { id, at } = act();
    stay.deeds.remember(asked.clientMsgId, { what, id, at }, this.#options.world.elapsed());
    return { id, at, duplicate: false };
  }

  #lineOf(stay: Stay, clientMsgId: string): OwnLine {
    const line = stay.lines.recall(clientMsgId);
    if (!line) throw new Refused({ refusal: 'line-unknown' });
    const { editableMs: limit } = fixedLimits;
    if (this.#options.world.elapsed() - line.saidAt > limit) throw new Refused({ refusal: 'too-late', limit });
    return line;
  }

  #refuseHaste(stay: Stay) {
    const retryAfterMs = stay.throttle.pass(this.#options.world.elapsed());
    if (retryAfterMs === 0) return;
    throw new Refused({ refusal: 'too-fast', retryAfterMs, limit: this.#options.settings.messagesPerWindow });
  }

  #tell(event: RoomEvent): Letter {
    return this.#options.postOffice.broadcast(event, this.#options.world.now());
  }
}

interface TalkOptions {
  readonly settings: Settings;
  readonly world: World;
  readonly rules: HouseRules;
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
  readonly here: Stays;
  readonly absent: Absentees;
}
