import type { FreezeRow } from '../systems/store/port.ts';

export interface FreezeReport {
  readonly exitCode: 0 | 1;
  /** For a person. */
  readonly lines: readonly string[];
  /** For a script. */
  readonly json: unknown;
}

const since = (freeze: FreezeRow) => new Date(freeze.since).toISOString();

/** What `reprise freeze list` says. */
export function listReport(freezes: readonly FreezeRow[]): FreezeReport {
  const lines = freezes.map(
    (freeze) => `${freeze.login}  since ${since(freeze)}  ticket ${freeze.reference}`,
  );
  return {
    exitCode: 0,
    lines: lines.length === 0 ? ['Nobody is frozen.'] : lines,
    json: freezes.map((freeze) => ({
      login: freeze.login,
      accountId: freeze.accountId,
      since: since(freeze),
      reference: freeze.reference,
    })),
  };
}

/** What `reprise freeze lift LOGIN` says. */
export function liftReport(login: string, lifted: readonly FreezeRow[]): FreezeReport {
  const [first] = lifted;
  return {
    exitCode: first === undefined ? 1 : 0,
    lines: [
      first === undefined
        ? `Nobody of the login ${login} is frozen; \`reprise freeze list\` shows who is.`
        : `Self-service works again for ${first.login}. Noted in the journal.`,
    ],
    json: { login, lifted: lifted.length },
  };
}
