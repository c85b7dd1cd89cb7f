import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';

const POOL_SIZE = 10;
const CONNECT_MS = 3_000;
const STATEMENT_MS = 5_000;
/** For a server that has fallen silent: it cannot time its own statement out. */
const ANSWER_MS = 6_000;
const IDLE_IN_TRANSACTION_MS = 10_000;
/** PostgreSQL's object id of the type int8 (pg_type). */
const INT8 = 20;

/** `patient` lifts the time limits of statements: for migrations, which may wait for another node. */
export interface PostgresOptions {
  readonly patient: boolean;
}

/**
 * Kysely over a pool of `pg` connections. int8 arrives as a number: every such column holds milliseconds or a count,
 * far below 2^53.
 */
export function postgresDialect(url: string, { patient }: PostgresOptions): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: patient ? 1 : POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'reprise',
    types: { getTypeParser: typeParser },
    ...(patient
      ? {}
      : {
          statement_timeout: STATEMENT_MS,
          query_timeout: ANSWER_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
        }),
  });
  // An idle connection that the server closes is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({ pool: { connect: () => connect(pool), end: () => pool.end(), options: {} } });
}

const typeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === INT8 && format !== 'binary'
    ? Number
    : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;

/**
 * Takes a connection from the pool. One that failed otherwise than by an error of the server (silence, cut) is closed
 * on release: its late answer would be read by the next query.
 */
async function connect(pool: pg.Pool): Promise<PostgresPoolClient> {
  const client = await pool.connect();
  let broken = false;
  const cut = () => {
    broken = true;
  };
  // The pool listens only while a connection is idle; a cut between two queries would otherwise end the process.
  client.on('error', cut);
  const release = (destroy?: boolean) => {
    client.off('error', cut);
    client.release(broken || destroy === true);
  };
  const query = async (text: string, parameters: unknown[]) => {
    try {
      return await client.query(text, parameters);
    } catch (error) {
      broken ||= !isServerAnswer(error);
      throw error;
    }
  };
  return { query, release } as unknown as PostgresPoolClient;
}

function isServerAnswer(error: unknown): boolean {
  return typeof (error as { severity?: unknown } | null)?.severity === 'string';
}
