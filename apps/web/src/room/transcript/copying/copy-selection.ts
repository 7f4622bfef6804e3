import { keyOf, rowsIn } from '../../../ui/row-elements.ts';
import { selectedSource } from '../formatted-text/selected-source.ts';
import { isWholeMessage, toCopiedText, type CopiedItem } from './copied-text.ts';
import { selectedTextIn } from './selected-text.ts';

/** The transcript whose selected part is copied. */
interface CopyableTranscript {
  readonly scroller: HTMLElement;
  /** The element whose children are the rendered rows. */
  readonly list: HTMLElement;
  /** The element whose children are the rows of the outbox. */
  readonly pendingList: HTMLElement;
  /** The keys of all rows of `list`, rendered or not. */
  readonly keys: readonly string[];
  /** Returns what each row shows, those of `list` first, then those of `pendingList`. */
  readonly itemsOf: (index: number) => readonly CopiedItem[];
}

/**
 * Puts the selected part of a transcript on the clipboard: messages with their markers, and those that are not rendered too. Leaves other
 * selections to the browser, and those in text fields, in dialogs, and within a code block or a system row.
 *
 * @returns the number of messages if the whole transcript was copied
 */
export const copySelection = (event: ClipboardEvent, transcript: CopyableTranscript): number | undefined => {
  const selection = getSelection();
  const isInField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.defaultPrevented || isInField || !selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(transcript.scroller) || document.querySelector('dialog:modal')) return undefined;
  const common = range.commonAncestorContainer;
  const container = common instanceof Element ? common : common.parentElement;
  // The browser copies what is selected within a code block: code without its fences.
  if (container?.closest('.code-block code')) return undefined;
  const write = (text: string) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  const formatted = container?.closest('.formatted');
  if (formatted) {
    write(selectedSource(formatted, range));
    return undefined;
  }
  const { items, isWhole } = selectedItems(range, transcript);
  const [only, ...others] = items;
  if (!only || (others.length === 0 && !isWhole && !only.isMessage)) return undefined;
  const copied = items.map(({ item }) => item);
  write(toCopiedText(copied));
  return isWhole ? copied.filter(isWholeMessage).length : undefined;
};

/** An item, or its selected part. */
interface SelectedItem {
  readonly item: CopiedItem;
  readonly isMessage: boolean;
}

const selectedItems = (range: Range, { list, pendingList, keys, itemsOf }: CopyableTranscript) => {
  const rows = rowsIn(list);
  const pendingRows = [...pendingList.children];
  const indexOf = (row: Element) =>
    row instanceof HTMLElement && row.parentElement === list
      ? keys.indexOf(keyOf(row))
      : keys.length + pendingRows.indexOf(row);
  const selectedRows = [...rows, ...pendingRows].filter((row) => selectedTextIn(row, range).trim() !== '');
  const [first, last] = [selectedRows[0], selectedRows.at(-1)];
  if (!first || !last) return { items: [], isWhole: false };
  const [startsAbove, endsBelow] = [isInRange(range, rows[0], 'before'), isInRange(range, rows.at(-1), 'after')];
  const ends = new Map([first, last].map((row) => [indexOf(row), row]));
  const from = startsAbove ? 0 : indexOf(first);
  const to = endsBelow ? Math.max(indexOf(last), keys.length - 1) : indexOf(last);
  const items: SelectedItem[] = [];
  for (let index = from; index <= to; index++) {
    const end = ends.get(index);
    // All rows between the ends are selected whole.
    items.push(...(end ? selectedPartsOf(end, itemsOf(index), range) : itemsOf(index).map(whole)));
  }
  return { items, isWhole: startsAbove && endsBelow && to === keys.length + pendingRows.length - 1 };
};

/** Whether the point before or after a row is in the range. */
const isInRange = (range: Range, row: HTMLElement | undefined, side: 'before' | 'after'): boolean => {
  if (!row?.parentElement) return false;
  const index = [...row.parentElement.children].indexOf(row);
  return range.comparePoint(row.parentElement, side === 'before' ? index : index + 1) === 0;
};

/** The elements of the items of a row. Those of collapsed rows follow their summary. */
const ITEM = '.message, .system-message, .separator, summary';

const selectedPartsOf = (row: Element, items: readonly CopiedItem[], range: Range): readonly SelectedItem[] => {
  const elements = [...row.querySelectorAll(ITEM)];
  return items.flatMap((item, index) => {
    const element = elements[index];
    // A row that failed shows something else.
    if (!element) return whole(item);
    if (selectedTextIn(element, range).trim() === '') return [];
    if (!isWholeMessage(item)) return whole(item);
    const part = selectedPart(item, element, range);
    // A header without its text is of no use.
    return part.text === '' ? [] : { item: part, isMessage: true };
  });
};

/** A system row is always copied whole. */
const whole = (item: CopiedItem): SelectedItem => ({ item, isMessage: isWholeMessage(item) });

/** The selected part of a message. */
const selectedPart = (item: CopiedItem, element: Element, range: Range): CopiedItem => {
  const isSelected = (part: Element | null) => selectedTextIn(part, range).trim() !== '';
  const formatted = element.querySelector('.formatted');
  return {
    header: isSelected(element.querySelector('.message-header')) ? item.header : '',
    actor: isSelected(element.querySelector('.actor')) ? item.actor : '',
    text: selectedBody(item.text, formatted ?? element.querySelector('.text'), range),
  };
};

/** The selected part of the text of a message. All of it, folded lines included, if all that is rendered is selected. */
const selectedBody = (text: string, body: Element | null, range: Range): string => {
  const selected = selectedTextIn(body, range);
  if (!body || selected === '') return '';
  // A deleted message has no source.
  const isWhole = selected === body.textContent || !body.matches('.formatted');
  return isWhole ? text : selectedSource(body, range);
};
