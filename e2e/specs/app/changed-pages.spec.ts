import type { Page } from '@playwright/test';
import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import { pressHomeUntil } from '../../support/numbered-messages.ts';
import { collectPageErrors } from '../../support/page-errors.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0', HISTORY_ON_JOIN: '5', MESSAGE_LENGTH: '256' } });

/**
 * Translates each document of the page as browsers do: replaces each text node by a `font` element with another text, whenever one appears or
 * changes. Also changes the page as extensions do: adds elements everywhere, and removes some. Collects the texts that React keeps in text
 * nodes of their own: a translation would make these out of date.
 */
const translate = (page: Page) =>
  page.addInitScript(() => {
    const translated = (text: string) => text.replaceAll(/\S+/g, (word) => `⟦${word}⟧`);
    const left = '[translate=no], font, script, style, noscript, textarea, title, svg, option';
    const loose = new Set<string>();
    Object.assign(window, { looseTexts: () => [...loose] });

    const replaceTexts = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node instanceof Text && !node.parentElement?.closest(left)) texts.push(node);
      for (const text of texts) {
        const font = document.createElement('font');
        font.append(translated(text.data));
        text.replaceWith(font);
      }
    };
    const changeElements = () => {
      for (const parent of document.querySelectorAll(
        'body, #page, .row, .scroller > ol, .roster ul, .composer, .sheet',
      )) {
        if (parent.querySelector(':scope > .injected')) continue;
        const [first, last] = [document.createElement('i'), document.createElement('i')];
        first.className = last.className = 'injected';
        parent.prepend(first);
        parent.append(last);
      }
      for (const element of document.querySelectorAll('.dots, .separator span, .message-meta small')) element.remove();
    };
    interface Fiber {
      readonly tag: number;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
      readonly memoizedProps: unknown;
      readonly stateNode: { readonly current: Fiber };
    }
    const HOST_TEXT = 6;
    const collectLoose = (fiber: Fiber | null) => {
      for (let each = fiber; each; each = each.sibling) {
        if (each.tag === HOST_TEXT) loose.add(String(each.memoizedProps));
        collectLoose(each.child);
      }
    };
    const rootOf = (container: Element | null): Fiber | undefined => {
      const key = container && Object.keys(container).find((each) => each.startsWith('__reactContainer$'));
      return key ? Reflect.get(container, key) : undefined;
    };
    const observer = new MutationObserver(() => {
      if (!document.body) return;
      collectLoose(rootOf(document.getElementById('page'))?.stateNode.current ?? null);
      replaceTexts();
      changeElements();
      // These are not followed by themselves.
      observer.takeRecords();
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  });

const looseTexts = (page: Page) =>
  page.evaluate(() => {
    const read: unknown = Reflect.get(window, 'looseTexts');
    return typeof read === 'function' ? (read() as unknown) : 'no translator';
  });

test(
  'on a page that is translated and changed by others, everything works and nothing is out of date',
  AT_BOTH_WIDTHS,
  async ({ person, server, httpMember }) => {
    const ben = await httpMember('Ben');
    await ben.says(...Array.from({ length: 120 }, (_, index) => `m${index}${' and more'.repeat(index % 9)}`));
    const ann = await person('Ann', { as: 'visitor' });
    const { page } = ann;
    const reports = collectPageErrors(page);
    await translate(page);
    await page.goto(server.url);
    const field = page.locator('#message');
    const texts = page.locator('.message .text');
    const says = async (text: string) => {
      await field.fill(text);
      await field.press('Enter');
    };
    await page.locator('#nickname').fill('not a name!');
    await page.keyboard.press('Enter');
    await expect(page.locator('#problem')).toContainText('⟦letters⟧');
    await page.locator('#nickname').fill('Ann');
    await page.keyboard.press('Enter');
    await expect(texts.last()).toContainText('⟦m119⟧');

    await test.step('typing', async () => {
      const [cleo, dora] = [await httpMember('Cleo'), await httpMember('Dora')];
      const typing = page.locator('.typing-indicator');
      await cleo.types();
      await expect(typing).toHaveText('Cleo ⟦is⟧ ⟦typing⟧');
      await dora.types();
      await expect(typing).toContainText('⟦and⟧');
      await ben.types();
      await expect(typing).toHaveText('⟦Several⟧ ⟦people⟧ ⟦are⟧ ⟦typing⟧');
      for (const member of [ben, cleo, dora]) await member.stopsTyping();
      await expect(typing).toHaveText('');
      await cleo.leaves('see *you*');
      await dora.leaves();
      await expect(page.locator('.membership summary')).toContainText('⟦joined⟧ ⟦and⟧ ⟦left.⟧');
      await page.locator('.membership summary').last().click();
      await expect(page.locator('.membership .reason')).toHaveText('⟦see⟧ ⟦*you*⟧');
    });

    await test.step('messages', async () => {
      await says('hello *you* and @Ben `code`');
      await expect(texts.last()).toHaveText('⟦hello⟧ ⟦you⟧ ⟦and⟧ @Ben code');
      await page.locator('.scroller').focus();
      await texts.last().selectText();
      await page.keyboard.press('ControlOrMeta+C');
      await field.press('ControlOrMeta+V');
      await expect(field, 'the original is copied').toHaveValue('hello *you* and @Ben `code`');
      await field.fill('');
      await field.press('ArrowUp');
      await expect(field, 'the original is edited').toHaveValue('hello *you* and @Ben `code`');
      await field.fill('**now** bold https://chat.example/');
      await field.press('Enter');
      await expect(texts.last()).toContainText('⟦now⟧ ⟦bold⟧ https://chat.example/');
      await ben.says(`> quoted\n${'x\n'.repeat(110)}end`);
      await page.locator('.fold-toggle').click();
      await expect(texts.last()).toContainText('⟦end⟧');
      await page.locator('.fold-toggle').click();
      await expect(texts.last()).not.toContainText('⟦end⟧');
      await says('/me waves');
      await expect(texts.last()).toContainText('⟦waves⟧');
      await expect(page.locator('.row[tabindex]').last()).toContainText('⟦waves⟧');
      await page.locator('.row[tabindex]').last().focus();
      await page.keyboard.press('q');
      await expect(field, 'the original is quoted').toHaveValue('> Ann waves\n');
      await field.fill('');
      await page.locator('.row[tabindex]').last().focus();
      await page.keyboard.press('c');
      await expect(page.locator('.toast')).toHaveText('⟦Copied⟧');
      await field.press('Control+V');
      await expect(field, 'the original is copied').toHaveValue('/me waves');
      await field.fill('');
      await page.locator('.row[tabindex]').last().focus();
      await page.keyboard.press('Delete');
      await page.locator('.confirm-delete .danger').click();
      await expect(texts.last()).toHaveText('⟦You⟧ ⟦deleted⟧ ⟦this⟧ ⟦message.⟧');
      await says('/nonsense');
      await expect(page.locator('#composer-status')).toContainText('⟦/nonsense.⟧');
      await field.fill('y'.repeat(300));
      await expect(page.locator('.counter')).toContainText('⟦44⟧');
      await field.fill('y'.repeat(250));
      await expect(page.locator('.counter')).toContainText('⟦6⟧');
      await field.fill('@B');
      await expect(page.locator('.suggestions')).toHaveText('Ben');
      await field.fill('');
    });

    await test.step('older messages and search', async () => {
      await page.locator('.scroller').focus();
      const first = page.locator('.row').filter({ hasText: '⟦m0⟧' });
      await pressHomeUntil(ann, () => expect(first).toBeVisible({ timeout: 100 }));
      await page.keyboard.press('End');
      await says('/find m7 and');
      const find = page.locator('.find-bar');
      await expect(find.getByRole('status').first()).toContainText('⟦of⟧');
      await find.locator('button').first().click();
      await page.keyboard.press('Escape');
      await expect(find).toHaveCount(0);
    });

    await test.step('dialogs, roster and language', async () => {
      const menu = page.locator('.room-header .icon-button');
      const item = (name: string) => page.locator('#room-menu button').filter({ hasText: name });
      const closes = async () => {
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      };
      await menu.click();
      await item('⟦Help').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await closes();
      await page.locator('button:visible').filter({ hasText: '⟦Invite⟧' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await closes();
      const toggle = page.locator('.roster-toggle');
      if (await toggle.isVisible()) await toggle.click();
      await page.locator('.roster-item button').filter({ hasText: 'Ben' }).click();
      await expect(page.locator('.member-card')).toContainText('⟦Here⟧ ⟦since⟧');
      await page.locator('.member-card .member-actions button').nth(1).click();
      await expect(page.locator('.ignored summary').first()).toContainText('⟦ignore⟧');
      await page.locator('.member-card .member-actions button').nth(1).click();
      await expect(page.locator('.ignored')).toHaveCount(0);
      await page.keyboard.press('Escape');
      if (await toggle.isVisible()) await page.keyboard.press('Escape');
      await menu.click();
      await item('⟦Settings⟧').click();
      await page.locator('.setting label').filter({ hasText: 'Deutsch' }).click();
      await expect(page.locator('.sheet h2')).toHaveText('⟦Einstellungen⟧');
      await closes();
      await expect(page.locator('.connection')).toHaveText('⟦Verbunden⟧');
    });

    await test.step('removed nodes', async () => {
      const emil = await httpMember('Emil');
      const joined = page.locator('.row').filter({ hasText: 'Emil' });
      await expect(joined).toHaveCount(1);
      await page.evaluate(() => {
        for (const row of document.querySelectorAll('.row')) if (row.textContent.includes('Emil')) row.remove();
        for (const item of document.querySelectorAll('.roster-item'))
          if (item.textContent.includes('Emil')) item.remove();
      });
      await emil.leaves();
      const fred = await httpMember('Fred');
      await ben.says('after it');
      await expect(texts.last()).toHaveText('⟦after⟧ ⟦it⟧');
      await fred.leaves();
      await expect(page.locator('.roster-item bdi')).toHaveText(['Ann', 'Ben']);
    });

    expect(await looseTexts(page)).toEqual([]);
    expect(reports).toEqual([]);
    await says('/leave');
    await expect(page.locator('#nickname')).toBeVisible();
    expect(await looseTexts(page)).toEqual([]);
  },
);
