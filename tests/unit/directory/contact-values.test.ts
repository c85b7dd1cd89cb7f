import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailAddress, phoneNumber } from '../../../server/systems/directory/contact-values.ts';

describe('a telephone number as the directory holds it', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['06-12-34-56-78', '+33612345678'],
    ['0612345678', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['00 33 6 12 34 56 78', '+33612345678'],
    [' 07\u00a012\u202f34 56 78 ', '+33712345678'],
    ['01 99 00 12 34', '+33199001234'],
    ['+352 621 123 456', '+352621123456'],
    ['+590 690 12 34 56', '+590690123456'],
  ])('%s is %s', (written, number) => {
    expect(phoneNumber(written)).toBe(number);
  });

  it.each([
    '',
    'poste 4217',
    '4217',
    '15',
    '06 12 34 56',
    '06 12 34 56 78 9',
    '06 12 34 56 78 poste 3',
    '06 12 34 56 78 / 06 98 76 54 32',
    '+33 06 12 34 56 78',
    '08 99 12 34 56',
    '+33 8 99 12 34 56',
    '3615',
    '+0612345678',
    '+1234567',
    '+1234567890123456',
    '+33612345678;+33899123456',
    '06 12 34 56 78\r\nBcc: x',
    '٠٦١٢٣٤٥٦٧٨',
    '0'.repeat(100_000),
  ])('%s is none', (written) => {
    expect(phoneNumber(written)).toBeNull();
  });

  it('is E.164 or nothing, whatever was written, and once is enough', () => {
    const digits = fc.stringMatching(/^[+0][ .\-()0-9]{0,25}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (written) => {
        const number = phoneNumber(written);
        if (number === null) return;
        expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
        expect(phoneNumber(number)).toBe(number);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a mail address as the directory holds it', () => {
  it.each(['a@b.example', "o'brien+perso@courriel.example", ' camille@courriel.example '])(
    '%s',
    (written) => {
      expect(mailAddress(written)).toBe(written.trim());
    },
  );

  it.each([
    '',
    'voir secrétariat',
    '@b.example',
    'a@',
    'a@b',
    'a b@c.example',
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'A <a@b.example>',
    'a@b.example\r\nBcc: c@d.example',
    'a@b@c.example',
    'a@-b.example',
    'a@b..example',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b.'.repeat(130)}example`,
  ])('%s is none', (written) => {
    expect(mailAddress(written)).toBeNull();
  });

  it('is judged at once, however it is written', () => {
    const started = performance.now();
    for (const written of [`a@${'b'.repeat(50_000)}`, `a@${'b-'.repeat(120)}!`, 'a.'.repeat(50_000)])
      expect(mailAddress(written)).toBeNull();
    expect(performance.now() - started).toBeLessThan(100);
  });
});
