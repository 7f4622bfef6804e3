import * as z from 'zod/mini';
import type { Refusal } from '@mailroom/shared';
import { asWritten, type CommandRefusal } from './slash-commands.ts';

/** A line that is being edited: the id under which it was said, its text before, and the one it is to have. */
const Edit = z.object({ line: z.string(), before: z.string(), text: z.string() });
export type Edit = Readonly<z.infer<typeof Edit>>;

/** What stands in the composer. */
export interface Written {
  /** What can be written on: the draft, or the new text of a line. */
  readonly text: string;
  /** What is to be said; while a line is edited it is put aside. */
  readonly draft: string;
  readonly edit: Edit | undefined;
  /** Why a text was not taken, as long as it stands there. */
  readonly refused: { readonly text: string; readonly why: Refusal | CommandRefusal } | undefined;
}

/** A text that is kept over a reload. */
interface Kept {
  readonly read: () => string;
  readonly write: (text: string) => void;
}

/** What one writes: a draft, or in its place the new text of a line. Whatever happens, none of it is lost but what one gives up oneself. */
export class Writing {
  readonly #draft: Kept;
  readonly #edit: Kept;
  #memberId: string;
  /** The member whose line is edited. */
  #editorId: string;
  readonly #listeners = new Set<() => void>();
  #written: Written;

  /** `memberId`: only who said a line can edit it. */
  constructor({ draft, edit, memberId }: { draft: Kept; edit: Kept; memberId: string }) {
    this.#draft = draft;
    this.#edit = edit;
    this.#memberId = memberId;
    this.#editorId = memberId;
    const said = draft.read();
    this.#written = { text: said, draft: said, edit: undefined, refused: undefined };
    const kept = keptEdit(edit.read());
    if (kept?.memberId === memberId) this.#change({ edit: kept.edit });
    else if (kept) this.#change({ draft: withTexts(this.#written.draft, changedTexts(kept.edit)) });
  }

  readonly written = () => this.#written;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Who writes is in the room as another member from now on. */
  belongTo(memberId: string) {
    this.#memberId = memberId;
  }

  write(text: string) {
    const { edit } = this.#written;
    this.#change(edit ? { edit: { ...edit, text } } : { draft: text });
  }

  /** Edits a line. What was changed of another one and not sent goes to the draft. */
  edit(edit: Edit) {
    this.#editorId = this.#memberId;
    this.#change({ draft: withTexts(this.#written.draft, this.#changed()), edit });
  }

  /** The line is left as it is, or its new text is on its way: the draft stands there again. */
  endEdit() {
    this.#change({ edit: undefined });
  }

  /** What could not be said is written again, before what is to be said. */
  giveBack(texts: readonly string[]) {
    this.#change({ draft: withTexts(this.#written.draft, texts) });
  }

  /** The text that stands there was not taken. */
  refuse(why: Refusal | CommandRefusal) {
    this.#change({ refused: { text: this.#written.text, why } });
  }

  /** Gives up editing, and answers what was written for it. */
  stop(): readonly string[] {
    const texts = this.#changed();
    this.endEdit();
    return texts;
  }

  #changed() {
    const { edit } = this.#written;
    return edit ? changedTexts(edit) : [];
  }

  #change(change: Partial<Omit<Written, 'text'>>) {
    const { draft, edit, refused } = { ...this.#written, ...change };
    this.#written = { text: edit ? edit.text : draft, draft, edit, refused };
    this.#draft.write(draft);
    this.#edit.write(edit ? JSON.stringify({ memberId: this.#editorId, edit }) : '');
    for (const listener of this.#listeners) listener();
  }
}

const KeptEdit = z.object({ memberId: z.string(), edit: Edit });

const keptEdit = (text: string): z.infer<typeof KeptEdit> | undefined => {
  try {
    return KeptEdit.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const changedTexts = ({ before, text }: Edit) => (text === before ? [] : [text]);

/** A draft after what could not be said, so that nothing of it is a command. */
export const withTexts = (draft: string, texts: readonly string[]) =>
  [asWritten(texts.join('\n')), draft].filter(Boolean).join('\n');
