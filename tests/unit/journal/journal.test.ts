import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../../app/shared/failure.ts';
import { journalVerify } from '../../../server/cli/journal-verify.ts';
import { visitor } from '../../../server/domain/actors/actor.ts';
import { createJournal, type Journal } from '../../../server/domain/journal/journal.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const sealKey = randomBytes(32);
const clock = handClock();
const actor = visitor({
  sessionHash: 'never-in-the-journal',
  origin: { class: 'kiosk', establishment: 'Siège régional', kioskId: 'k1', address: '192.0.2.7' },
  requestId: 'req-1',
});
let files: TemporaryStore;
let journal: Journal;

beforeEach(async () => {
  files = await temporaryStore();
  journal = createJournal({ store: files.store, sealKey, clock });
});
afterEach(() => files.end());

const append = (n: number) =>
  files.store.transaction((unit) =>
    journal.append(unit, {
      event: 'identification-refused',
      actor,
      subject: journal.pseudonym(`n${n}`),
      reference: null,
      details: { zero: n, accented: 'é', why: 'none' },
    }),
  );

async function fill(rows: number): Promise<void> {
  for (let n = 1; n <= rows; n += 1) await append(n);
}

describe('append', () => {
  it('writes canonical JSON that names the actor without the session', async () => {
    const row = await append(1);
    expect(row).toMatchObject({ seq: 1, at: clock.now(), event: 'identification-refused' });
    expect(row.body).toBe(
      `{"actor":{"address":"192.0.2.7","kind":"visitor","origin":"kiosk","request":"req-1"},` +
        `"details":{"accented":"é","why":"none","zero":1},"reference":null,"subject":"${journal.pseudonym('n1')}"}`,
    );
    expect(await files.store.journal.page(0, 10)).toEqual([row]);
  });

  it('refuses to go on after a tail was cut and the recorded end turned back, which the seal of a row cannot show', async () => {
    await fill(4);
    files.tamper(
      'delete from journal where seq > 2',
      `update journal_head set seq = 2, seal = (select seal from journal where seq = 2)`,
    );
    expect(await append(5).then(() => null, failureCode)).toBe('store-unavailable');
    expect(await journal.verify()).toEqual({ intact: false, fault: 'head-altered', seq: 2, rows: 2 });
  });
});

describe('pseudonym', () => {
  it('is the same for the same value and key only, and says nothing of it', () => {
    const other = createJournal({ store: files.store, sealKey: randomBytes(32), clock });
    expect(journal.pseudonym('hunter2')).toBe(journal.pseudonym('hunter2'));
    expect(journal.pseudonym('hunter2')).not.toBe(journal.pseudonym('hunter3'));
    expect(journal.pseudonym('hunter2')).not.toBe(other.pseudonym('hunter2'));
    expect(journal.pseudonym('hunter2')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('verify', () => {
  it('finds an empty and an untouched journal intact', async () => {
    expect(await journal.verify()).toEqual({ intact: true, rows: 0, seal: '' });
    await fill(5);
    expect(await journal.verify()).toMatchObject({ intact: true, rows: 5 });
  });

  it('reads more than one page', async () => {
    await files.store.transaction(async (unit) => {
      for (let n = 0; n < 1_203; n += 1) {
        await journal.append(unit, {
          event: 'sign-in-refused',
          actor,
          subject: null,
          reference: null,
          details: { n },
        });
      }
    });
    expect(await journal.verify()).toMatchObject({ intact: true, rows: 1_203 });
    files.tamper(`update journal set body = replace(body, '"n":1100', '"n":1101') where seq = 1101`);
    expect(await journal.verify()).toEqual({ intact: false, fault: 'row-altered', seq: 1_101, rows: 1_100 });
  });

  const row = (change: string) => [`update journal set ${change} where seq = 3`];
  const cases: [string, string[], string, number][] = [
    ['a changed body', row(`body = replace(body, 'none', 'nine')`), 'row-altered', 3],
    ['a changed event', row(`event = 'limit-tripped'`), 'row-altered', 3],
    ['a changed time', row('at = at + 1'), 'row-altered', 3],
    ['a changed seal', row(`seal = replace(seal, substr(seal, 1, 1), 'z')`), 'row-altered', 3],
    [
      'a seal copied from another row',
      row('seal = (select seal from journal where seq = 2)'),
      'row-altered',
      3,
    ],
    [
      'text moved from one field into the next',
      row(`event = event || substr(body, 1, 1), body = substr(body, 2)`),
      'row-altered',
      3,
    ],
    ['a deleted row', ['delete from journal where seq = 3'], 'row-missing', 3],
    ['a deleted first row', ['delete from journal where seq = 1'], 'row-missing', 1],
    [
      'a deleted row whose gap was closed',
      [
        'delete from journal where seq = 3',
        'update journal set seq = 3 where seq = 4',
        'update journal set seq = 4 where seq = 5',
      ],
      'row-altered',
      3,
    ],
    [
      'two rows exchanged',
      [
        'update journal set seq = 99 where seq = 2',
        'update journal set seq = 2 where seq = 3',
        'update journal set seq = 3 where seq = 99',
      ],
      'row-altered',
      2,
    ],
    ['a cut tail', ['delete from journal where seq > 3'], 'tail-cut', 4],
    ['a journal cut off whole', ['delete from journal'], 'tail-cut', 1],
    [
      'a cut tail with the end turned back',
      [
        'delete from journal where seq > 3',
        'update journal_head set seq = 3, seal = (select seal from journal where seq = 3)',
      ],
      'head-altered',
      3,
    ],
    ['a changed end', ['update journal_head set seq = 4'], 'head-altered', 5],
    ['a changed seal of the end', [`update journal_head set "headSeal" = ''`], 'head-altered', 5],
    ['a deleted end', ['delete from journal_head'], 'head-altered', 5],
    [
      'an end turned back to the very beginning',
      [`update journal_head set seq = 0, seal = '', "headSeal" = ''`],
      'head-altered',
      5,
    ],
    [
      'a row added without the key',
      [`insert into journal values (6, 1, 'reset-done', '{}', 'forged')`],
      'row-altered',
      6,
    ],
    [
      'a row added far away',
      [`insert into journal values (9, 1, 'reset-done', '{}', 'forged')`],
      'row-missing',
      6,
    ],
  ];

  it.each(cases)('names the first bad row: %s', async (_, statements, fault, seq) => {
    await fill(5);
    files.tamper(...statements);
    const verdict = await journal.verify();
    expect(verdict).toMatchObject({ intact: false, fault, seq });
  });

  it('finds an end that was put back to an earlier, genuine one', async () => {
    await fill(3);
    files.tamper('create table kept as select * from journal_head');
    await fill(2);
    files.tamper('delete from journal_head', 'insert into journal_head select * from kept');
    expect(await journal.verify()).toMatchObject({ intact: false, fault: 'head-altered', seq: 5 });
  });

  it('takes nothing from another key', async () => {
    await fill(2);
    const stranger = createJournal({ store: files.store, sealKey: randomBytes(32), clock });
    expect(await stranger.verify()).toMatchObject({ intact: false, fault: 'row-altered', seq: 1 });
  });
});

describe('journalVerify', () => {
  it('says it to a person and to a script', async () => {
    expect(await journalVerify(files.store, sealKey)).toMatchObject({
      exitCode: 0,
      lines: ['The journal is empty.'],
    });
    await fill(5);
    const well = await journalVerify(files.store, sealKey);
    expect(well.exitCode).toBe(0);
    expect(well.lines[0]).toContain('5 rows');
    expect(well.json).toMatchObject({ intact: true, rows: 5 });
    files.tamper('delete from journal where seq = 3');
    const bad = await journalVerify(files.store, sealKey);
    expect(bad.exitCode).toBe(1);
    expect(bad.lines.join(' ')).toContain('Row 3 is missing');
    expect(bad.json).toEqual({ intact: false, fault: 'row-missing', seq: 3, rows: 2 });
  });
});
