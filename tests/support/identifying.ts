import { randomUUID } from 'node:crypto';
import { canonicalAgentNumber } from '../../app/shared/agent-number.ts';
import { failureCode } from '../../app/shared/failure.ts';
import { canonicalSurname } from '../../app/shared/surname.ts';
import { type OriginClass, visitor } from '../../server/domain/actors/actor.ts';
import type { Clock } from '../../server/domain/clock.ts';
import { createJournal } from '../../server/domain/journal/journal.ts';
import { createAlerts } from '../../server/domain/limits/alerts.ts';
import { createLimits, type EmptyLimit, type LimitRequest } from '../../server/domain/limits/limits.ts';
import { createPace } from '../../server/domain/limits/pace.ts';
import { type LimitRules, limitRules } from '../../server/domain/limits/rules.ts';
import { identifyAgent } from '../../server/domain/recovery/identification.ts';
import { createOutbox } from '../../server/jobs/outbox.ts';
import type { Account, Directory, Lookup } from '../../server/systems/directory/port.ts';
import type { Store } from '../../server/systems/store/port.ts';

interface Options {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules?: Partial<LimitRules>;
  readonly alertMails?: readonly string[];
}

export interface Try {
  readonly surname: string;
  readonly agentNumber: string;
  readonly from?: OriginClass;
  readonly address?: string;
  readonly session?: string;
  readonly kioskId?: string;
}

const account = (agentNumber: string, surname: string): Account => ({
  id: randomUUID(),
  login: `agent${agentNumber}`,
  userPrincipalName: null,
  agentNumber,
  givenName: 'Nadia',
  surname,
  surnames: [surname],
  displayName: `Nadia ${surname}`,
  mail: null,
  establishment: 'Siège régional',
  passwordSetAt: new Date(0),
  state: {
    disabled: false,
    locked: false,
    passwordExpired: false,
    mustChange: false,
    accountExpired: false,
    exclusions: [],
  },
  version: { server: 'dc', pwdLastSet: '1', keyVersion: 1 },
});

/** Identification alone: real store, budgets, journal and outbox, and a directory that is a list. */
export function identifying({ store, clock, rules = {}, alertMails = [] }: Options) {
  const people = new Map<string, Account>();
  const logged: object[] = [];
  const slept: number[] = [];
  const asked = { count: 0, down: false };
  const journal = createJournal({ store, sealKey: Buffer.alloc(32, 3), clock });
  const outbox = createOutbox({ clock, helpDesk: '01', url: 'https://portal.example', alertMails });
  const directory = {
    async findByAgentNumber(agentNumber: string): Promise<Lookup> {
      asked.count += 1;
      if (asked.down)
        throw Object.assign(new Error('down'), { name: 'Failure', code: 'directory-unavailable' });
      const found = people.get(agentNumber);
      return found ? { found: 'one', account: found } : { found: 'none' };
    },
  } as unknown as Directory;
  const limits = createLimits({
    store,
    clock,
    hashKey: Buffer.alloc(32, 7),
    rules: { ...limitRules({ failuresPerHour: 60 }), ...rules },
  });
  const empty: EmptyLimit[] = [];
  const deps = {
    store,
    clock,
    directory,
    journal,
    limits: {
      ...limits,
      async take(requests: readonly LimitRequest[]) {
        const decision = await limits.take(requests);
        empty.splice(0, empty.length, ...decision.empty);
        return decision;
      },
    },
    outbox,
    alerts: createAlerts({ store, clock, journal, outbox, log: { error: (fields) => logged.push(fields) } }),
    pace: createPace({ sleep: async (millis) => slept.push(millis) }),
    failuresPerMinute: () => null,
  };
  return {
    deps,
    asked,
    /** What the latest try found empty. */
    empty,
    logged,
    slept,
    hire(agentNumber: string, surname: string, state: Partial<Account['state']> = {}): Account {
      const made = account(agentNumber, surname);
      const hired = { ...made, state: { ...made.state, ...state } };
      people.set(agentNumber, hired);
      return hired;
    },
    /** `raised`, `identified`, or the failure's code. */
    async identify(attempt: Try): Promise<string> {
      const { surname, agentNumber, from = 'other', address = '192.0.2.1', kioskId = null } = attempt;
      const establishment = from === 'other' ? null : 'Siège régional';
      const actor = visitor({
        sessionHash: attempt.session ?? randomUUID(),
        origin: { class: from, establishment, kioskId, address },
        requestId: 'test',
      });
      const typed = {
        agentNumber: canonicalAgentNumber(agentNumber),
        typedNumber: agentNumber,
        surname: canonicalSurname(surname),
        typedSurname: surname,
      };
      return identifyAgent(deps, actor, typed, AbortSignal.timeout(9_000)).then(
        ({ raised }) => (raised ? 'raised' : 'identified'),
        (error) => failureCode(error) ?? String(error),
      );
    },
    /** Why each refusal was refused, oldest first. */
    async reasons(): Promise<string[]> {
      const rows = await store.journal.page(0, 100_000);
      return rows.filter((row) => row.event === 'identification-refused').map((row) => whyOf(row.body));
    },
  };
}

const whyOf = (body: string): string => {
  const { why, limit } = JSON.parse(body).details as { why: string; limit?: string };
  return limit === undefined ? why : `${why} ${limit}`;
};

export type Identifying = ReturnType<typeof identifying>;
