import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

const row = (someone: Person, text: string) => someone.transcript.locator('.row').filter({ hasText: text });

test(
  'after the restoring of a backup, pages read on from there and say what the room has lost',
  IN_LONG_RUN,
  async ({ person, httpMember, server }) => {
    const DATA_DIR = test.info().outputPath('data');
    const backup = test.info().outputPath('backup');
    await server.stop();
    await server.start({ DATA_DIR });
    const cleo = await httpMember('Cleo');
    await cleo.says(...Array.from({ length: 120 }, (_, index) => `message ${index}.`));
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ann.says('kept');
    for (const each of [ann, ben]) await each.reads('kept');
    await server.kill();
    await cp(DATA_DIR, backup, { recursive: true });
    await server.start({ DATA_DIR });

    await ann.composer.press('ArrowUp');
    await ann.composer.fill('kept, and edited');
    await ann.composer.press('Enter');
    await ann.says('lost');
    await ben.reads('lost');
    await ann.renames('Anna');
    for (const each of [ann, ben]) {
      await each.seesMembers('Anna', 'Ben', 'Cleo');
      await expect(row(each, 'kept, and edited')).toBeVisible();
    }
    // Ben reads something older.
    await row(ben, 'message 85.').scrollIntoViewIfNeeded();
    const place = await row(ben, 'message 85.').boundingBox();
    const element = await row(ben, 'message 85.').elementHandle();
    await server.kill();
    await rm(DATA_DIR, { recursive: true });
    await cp(backup, DATA_DIR, { recursive: true });
    await writeFile(path.join(DATA_DIR, 'restored'), '');
    await server.start({ DATA_DIR });

    for (const each of [ann, ben]) {
      await each.isInTheRoom();
      await each.seesMembers('Ann', 'Ben', 'Cleo');
      await each.seesSystemMessage(
        'After a failure, the last message above is no longer in the room. Newcomers won’t see it.',
      );
      await expect(row(each, 'kept, and edited'), 'the edit was lost').toHaveCount(0);
      await expect(row(each, 'kept')).toHaveCount(1);
      await expect(each.transcript.getByText('The room restarted')).toHaveCount(0);
    }
    expect(await row(ben, 'message 85.').boundingBox(), 'Ben’s place').toEqual(place);
    expect(await element?.evaluate((node) => node.isConnected), 'the same row').toBe(true);
    await ann.says('new');
    await ben.reads('kept', 'lost', 'new');
    await cleo.says('newer');
    for (const each of [ann, ben]) await each.reads('lost', 'new', 'newer');
    await ann.transcript.focus();
    await ann.page.keyboard.press('Home');
    await expect(row(ann, 'message 50.')).toBeAttached();
    const dora = await person('Dora');
    await dora.reads('kept', 'new', 'newer');
    await expect(row(dora, 'lost')).toHaveCount(0);
  },
);
