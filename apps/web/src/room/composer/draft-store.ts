import * as z from 'zod/mini';
import { digest, type Refusal } from '@mailroom/shared';
import type { LocalRefusal } from '../../i18n/refusal-text.ts';
import type { UnsentText } from '../../sync/outbox-entry.ts';
import { createStore, type Store } from '../../sync/store.ts';
import { escapeSlash } from './commands/slash-commands.ts';

/** A message that is being edited. */
export interface Edit {
  /** The mutation id of the message. */
  readonly mutationId: string;
  readonly originalText: string;
  readonly text: string;
}

/** The content of the composer. */
export interface DraftState {
  /** The text in the field: the draft, or the new text of the edited message. */
  readonly text: string;
  /** The text of the next message. It is out of sight while a message is edited. */
  readonly draft: string;
  /** The mutation id of the message that the next message replies to. */
  readonly replyTo: string | undefined;
  readonly edit: Edit | undefined;
  /** The text that was rejected last, with the reason. Once the field holds another text, the reason no longer applies. */
  readonly rejected: { readonly text: string; readonly refusal: Refusal | LocalRefusal } | undefined;
}

/** A stored text. The empty text stands for none. */
interface StoredText {
  readonly read: () => string;
  readonly write: (text: string) => void;
}

interface DraftStoreOptions {
  readonly draft: StoredText;
  /** The mutation id of the message that the draft replies to. */
  readonly reply: StoredText;
  readonly edit: StoredText;
  /** The user's member id. Only the member who sent a message can edit it. */
  readonly memberId: string;
}

/** Stores the draft and the edit in progress across reloads. Only the user discards text: everything else moves it into the draft. */
export class DraftStore {
  readonly #storedDraft: StoredText;
  readonly #storedReply: StoredText;
  readonly #storedEdit: StoredText;
  #memberId: string;
  /** The member who sent the edited message. */
  #editorId: string;
  readonly #store: Store<DraftState>;
  readonly getState: Store<DraftState>['getState'];
  readonly subscribe: Store<DraftState>['subscribe'];

  constructor({ draft, reply, edit, memberId }: DraftStoreOptions) {
    this.#storedDraft = draft;
    this.#storedReply = reply;
    this.#storedEdit = edit;
    this.#memberId = memberId;
    this.#editorId = memberId;
    const text = draft.read();
    this.#store = createStore<DraftState>({
      text,
      draft: text,
      replyTo: reply.read() || undefined,
      edit: undefined,
      rejected: undefined,
    });
    this.getState = this.#store.getState;
    this.subscribe = this.#store.subscribe;
    const stored = parseStoredEdit(edit.read());
    if (stored?.memberId === memberId) this.#update({ edit: stored.edit });
    else if (stored) this.#update({ draft: prependTexts(text, changedTexts(stored.edit)) });
  }

  /** Sets the user's member id, which is a new one after rejoining. An edit in progress keeps its member. */
  setMember(memberId: string) {
    this.#memberId = memberId;
  }

  setText(text: string) {
    const { edit } = this.getState();
    this.#update(edit ? { edit: { ...edit, text } } : { draft: text });
  }

  /** Makes the next message a reply. Ends an edit, whose changed text goes to the draft. */
  startReply(mutationId: string) {
    const texts = this.takeUnsentTexts();
    this.#update({ draft: prependTexts(this.getState().draft, texts), replyTo: mutationId });
  }

  /** The next message replies to none. Its text stays. */
  endReply() {
    this.#update({ replyTo: undefined });
  }

  /** Empties the draft after it was sent. */
  clearDraft() {
    this.#update({ draft: '', replyTo: undefined });
  }

  /** Starts editing a message. The changed text of an earlier edit goes to the draft. */
  startEdit(edit: Edit) {
    this.#editorId = this.#memberId;
    this.#update({ draft: prependTexts(this.getState().draft, this.#unsentTexts()), edit });
  }

  /** Ends the edit and shows the draft again. */
  endEdit() {
    this.#update({ edit: undefined });
  }

  /** Puts unsent texts in front of the draft. A reply that is all that the draft holds then stays one. */
  restoreTexts(unsent: readonly UnsentText[]) {
    const texts = unsent.map(({ text }) => text);
    this.#putFirst(unsent, prependTexts(this.getState().draft, texts));
  }

  /** Puts the text of a closed page in front of the draft. If it is all that the draft holds then, it stays as it was typed, and a reply. */
  adoptText(unsent: UnsentText) {
    const { draft } = this.getState();
    this.#putFirst([unsent], draft === '' ? unsent.text : prependTexts(draft, [unsent.text]));
  }

  /** Removes all text: another page has taken it. */
  clear() {
    this.#update({ draft: '', replyTo: undefined, edit: undefined });
  }

  /** Records why the current text was rejected. */
  reject(refusal: Refusal | LocalRefusal) {
    this.#update({ rejected: { text: this.getState().text, refusal } });
  }

  /** Ends the edit and returns its text if it was changed. */
  takeUnsentTexts(): readonly string[] {
    const texts = this.#unsentTexts();
    this.endEdit();
    return texts;
  }

  /** Makes `newDraft` of the draft and the texts in front of it. */
  #putFirst(unsent: readonly UnsentText[], newDraft: string) {
    const { draft, replyTo } = this.getState();
    const [only] = draft === '' && unsent.length === 1 ? unsent : [];
    this.#update({ draft: newDraft, replyTo: only?.replyTo ?? replyTo });
  }

  #unsentTexts() {
    const { edit } = this.getState();
    return edit ? changedTexts(edit) : [];
  }

  #update(change: Partial<Omit<DraftState, 'text'>>) {
    const { draft, replyTo, edit, rejected } = { ...this.getState(), ...change };
    this.#storedDraft.write(draft);
    this.#storedReply.write(replyTo ?? '');
    this.#storedEdit.write(edit ? serializeEdit(this.#editorId, edit) : '');
    this.#store.setState({ text: edit ? edit.text : draft, draft, replyTo, edit, rejected });
  }
}

const StoredEdit = z.object({
  memberId: z.string(),
  edit: z.union([
    z.object({ mutationId: z.string(), originalText: z.string(), text: z.string() }),
    // Pages of version 0.1 stored the `clientMsgId` under which the message was sent.
    z.pipe(
      z.object({ line: z.string(), before: z.string(), text: z.string() }),
      z.transform(({ line, before, text }) => ({ mutationId: digest(line), originalText: before, text })),
    ),
  ]),
});

const serializeEdit = (memberId: string, edit: Edit) => JSON.stringify({ memberId, edit });

const parseStoredEdit = (json: string): { memberId: string; edit: Edit } | undefined => {
  try {
    return StoredEdit.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
};

/** Returns all unsent text of the stored draft and edit of a closed page. */
export const unsentText = ({ draft, edit }: { readonly draft: string; readonly edit: string }): string => {
  const stored = parseStoredEdit(edit);
  return prependTexts(draft, stored ? changedTexts(stored.edit) : []);
};

const changedTexts = ({ originalText, text }: Edit) => (text === originalText ? [] : [text]);

/** Puts unsent texts in front of the draft. They are escaped as one message, so that none of them is a command. */
const prependTexts = (draft: string, texts: readonly string[]) =>
  [escapeSlash(texts.join('\n')), draft].filter(Boolean).join('\n');
