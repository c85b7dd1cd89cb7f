import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNotMeLinks, linkPlace } from '../../../server/domain/notices/link.ts';
import { noticeTexts } from '../../../server/domain/notices/texts.ts';
import { newReference } from '../../../server/domain/recovery/reference.ts';

/** GSM 03.38: the basic alphabet, and the extension whose characters count twice. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '^{}\\[~]|€';

/** Septets of a text; null when it holds a character that makes the whole SMS 16 bits a character. */
function septets(text: string): number | null {
  let count = 0;
  for (const character of text) {
    if (basic.includes(character)) count += 1;
    else if (extension.includes(character)) count += 2;
    else return null;
  }
  return count;
}

const url = 'https://reprise.example.org';
const links = createNotMeLinks({ key: Buffer.alloc(32, 7), url });
const person = { givenName: 'Nadia', reference: newReference(), helpDesk: '01 99 00 12 34' };
const third = {
  ...person,
  agentName: 'Camille Bertrand',
  at: new Date('2026-11-23T09:05:00Z'),
  timeZone: 'Europe/Paris',
};
const facts = {
  action: 'reset' as const,
  at: new Date('2026-11-23T09:05:00Z'),
  timeZone: 'Europe/Paris',
  reference: person.reference,
  login: 'c.bertrand',
  origin: 'kiosk',
  proofs: ['code (mobile)'],
  scrambled: true,
};

describe.each(['fr', 'en'] as const)('what people are told, %s', (locale) => {
  const texts = noticeTexts[locale];
  const told = { reset: texts.reset(person), unlock: texts.unlock(person), changed: texts.changed(person) };

  it.each(Object.entries(told))(
    'the mail of %s holds its link once, and whom to call',
    (_, { subject, text }) => {
      const sent = links.fill(text, randomUUID());
      expect(sent.split(`${url}/not-me/`)).toHaveLength(2);
      expect(sent).toMatch(/\/not-me\/[\w-]{43}(\s|$)/);
      expect(sent).toContain(person.helpDesk);
      expect(sent).not.toContain(linkPlace);
      expect(subject).not.toContain(linkPlace);
    },
  );

  it.each(['reset', 'unlock'] as const)('the SMS of %s is one part, link included', (action) => {
    const sent = links.fill(texts.sms[action](person.reference), randomUUID());
    expect(sent.split(`${url}/not-me/`)).toHaveLength(2);
    expect(sent).toContain(person.reference);
    expect(septets(sent)).not.toBeNull();
    expect(septets(sent)).toBeLessThanOrEqual(160);
  });

  it('the SMS to a voucher is one part', () => {
    const sent = texts.sms.vouched(person.reference, person.helpDesk);
    expect(septets(sent)).toBeLessThanOrEqual(160);
    expect(septets(sent)).not.toBeNull();
    expect(sent).toContain(person.helpDesk);
  });

  it('a voucher and a manager read for whom, when and under which reference, and get no link', () => {
    for (const { subject, text } of [
      texts.vouched(third),
      texts.manager.reset(third),
      texts.manager.unlock(third),
    ]) {
      expect(subject).toContain('Camille Bertrand');
      for (const part of ['Camille Bertrand', person.reference, '10:05', '23', person.helpDesk])
        expect(text).toContain(part);
      expect(text).not.toContain(linkPlace);
    }
  });

  it('no name of the directory breaks a line, hides one or brings a link of its own', () => {
    const hostile = {
      ...third,
      givenName: `A\r\nBcc: x${linkPlace}\u202e\u2028B`,
      agentName: `C\n${linkPlace}\u0000D`,
    };
    const all = [
      texts.reset(hostile),
      texts.vouched(hostile),
      texts.manager.reset(hostile),
      texts.ticket.disavowed({ ...facts, login: `x\n${linkPlace}y` }),
    ].map((one) => Object.values(one).join('\u0001'));
    for (const text of all) {
      expect(text.split(linkPlace).length).toBeLessThanOrEqual(2);
      for (const character of ['\u0000', '\u202e', '\u2028', '\r']) expect(text).not.toContain(character);
      expect(text).not.toMatch(/^Bcc:/m);
    }
    expect(links.fill(texts.reset(hostile).text, randomUUID()).split('/not-me/')).toHaveLength(2);
  });

  it('the ticket says what was done, when, for whom and how it was proved', () => {
    const { text } = texts.ticket.disavowed(facts);
    for (const part of ['c.bertrand', person.reference, '10:05', 'kiosk', 'code (mobile)'])
      expect(text).toContain(part);
    expect(texts.ticket.disavowed({ ...facts, scrambled: false }).text).not.toBe(text);
    expect(
      texts.ticket.disavowed({ ...facts, reference: null, origin: null, proofs: [] }).text,
    ).not.toContain('null');
  });
});

describe('a link', () => {
  const tokenOf = (intentId: string) => links.fill(linkPlace, intentId).slice(`${url}/not-me/`.length);

  it('leads back to its intent', () => {
    for (let round = 0; round < 200; round += 1) {
      const id = randomUUID();
      expect(links.intentOf(tokenOf(id))).toBe(id);
    }
  });

  it('is worth nothing with one bit changed, under another key, cut or grown', () => {
    const token = tokenOf(randomUUID());
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(links.intentOf(changed.toString('base64url'))).toBeNull();
    }
    expect(createNotMeLinks({ key: Buffer.alloc(32, 8), url }).intentOf(token)).toBeNull();
    for (const wrong of [
      '',
      'x',
      token.slice(1),
      `${token}A`,
      `${token} `,
      '../../x',
      'é'.repeat(43),
      '\u0000'.repeat(43),
    ])
      expect(links.intentOf(wrong)).toBeNull();
  });

  it('is one spelling and no other', () => {
    // 43 characters hold two bits more than 32 bytes need.
    const token = tokenOf('00000000-0000-4000-8000-000000000000');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const accepted = [...alphabet].filter((last) => links.intentOf(token.slice(0, -1) + last) !== null);
    expect(accepted).toEqual([token.at(-1)]);
  });
});
