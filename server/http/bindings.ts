import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** The application with what Node's server tells of each request. */
export type HttpApp = Hono<{ Bindings: HttpBindings }>;
