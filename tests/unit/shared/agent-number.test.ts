import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentNumberForms, canonicalAgentNumber } from '../../../app/shared/agent-number.ts';

describe('canonicalAgentNumber', () => {
  it.each([
    [
      '4217',
      [
        '4217',
        ' 4217 ',
        '004217',
        '00 42 17',
        '4.217',
        '4-217',
        '4 217',
        '４２１７',
        '4\u202f217',
        '4\u200b217',
        '004/217',
        '42_17',
        '4–217',
      ],
    ],
    ['B20417', ['b20417', 'B 20 417', 'b-20417', 'Ｂ20417']],
    ['B00417', ['b00417', 'B 00 417']],
    ['0A12', ['0a12']],
    ['0', ['0', '000']],
  ])('reads %s however it is typed', (canonical, typed) => {
    for (const text of typed) expect(canonicalAgentNumber(text), text).toBe(canonical);
  });

  it.each([
    '',
    '   ',
    '-',
    'x'.repeat(21),
    '42*17',
    '(uid=*)',
    '4217\u0000',
    'é42',
    '42\u066117',
    '1'.repeat(101),
    '①)',
    '42é',
  ])('says no to %j', (text) => {
    expect(canonicalAgentNumber(text)).toBeNull();
  });

  it('is idempotent, and never gives anything but 1 to 20 of A-Z and 0-9', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const once = canonicalAgentNumber(text);
        if (once === null) return;
        expect(once).toMatch(/^[A-Z0-9]{1,20}$/);
        expect(canonicalAgentNumber(once)).toBe(once);
      }),
    );
  });
});

describe('agentNumberForms', () => {
  it('asks for one spelling when the width is known, for every padding when it is not', () => {
    expect(agentNumberForms('4217', 6)).toEqual(['004217']);
    expect(agentNumberForms('1234567', 6)).toEqual(['1234567']);
    expect(agentNumberForms('4217', 0)).toEqual(['4217']);
    expect(agentNumberForms('4217')).toEqual([
      '4217',
      '04217',
      '004217',
      '0004217',
      '00004217',
      '000004217',
      '0000004217',
    ]);
    expect(agentNumberForms('B417')).toEqual(['B417']);
    expect(agentNumberForms('12345678901234567890')).toEqual(['12345678901234567890']);
  });

  it('same look-up, same limit key: two numbers share a form exactly when they share the canonical form', () => {
    const number = fc.stringMatching(/^[0A1]{1,6}$/);
    fc.assert(
      fc.property(number, number, (one, other) => {
        const [a, b] = [canonicalAgentNumber(one)!, canonicalAgentNumber(other)!];
        const shared = agentNumberForms(a).some((form) => agentNumberForms(b).includes(form));
        expect(shared).toBe(a === b);
        expect(agentNumberForms(a)).toContain(one);
      }),
    );
  });
});
