/**
 * The messages between page and worker. Each request has a number and gets exactly one response with that number;
 * events arrive unasked while files are being read.
 */

import type { Corrections, Summary } from '../contract.js';
import { type Cause, ENGINE_DEAD, EngineDead } from './engine-dead.js';
import type { FileFailure, NamedFile, Progress } from './load.js';
import type { Question } from './log-engine.js';
import type { ParserMessage, ParserRequest } from './parser-protocol.js';
import type { Piece } from './pieces.js';
import type { SourceFile } from './source-file.js';

/** The part of a `Worker` that is used. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onmessageerror' | 'onerror'>;

/** Page to worker. */
export type WorkerRequest =
  /** The packed engine. `probe` is any file: the worker reads it, which not every browser allows everywhere. */
  | { id: number; request: 'start'; engine: Uint8Array; probe: Blob }
  | { id: number; request: 'open'; files: SourceFile[]; corrections: Corrections }
  | { id: number; request: 'cancel' }
  /** Answered at once: a sign of life. */
  | { id: number; request: 'ping' }
  | { id: number; request: 'ask'; question: Question; args: readonly unknown[] };

/** Page to worker, without an answer: a piece of a list has arrived, and another one may be sent. */
export interface Taken {
  request: 'taken';
}

/** Page to worker, without an answer: what a parser says. */
export interface FromParser {
  request: 'heard';
  parser: number;
  message: ParserMessage;
}

/** Worker to page: what is asked of a parser, whose number the worker chose. The first request starts it, null ends it. */
export interface ToParser {
  event: 'parser';
  parser: number;
  request: ParserRequest | null;
}

/** A request without its number. */
export type RequestBody = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never;

/** An error as it crosses: its class is lost on the way, its name is not. */
export interface ErrorData {
  name: string;
  message: string;
  /** Of an engine that has ended: path of the file that was being read, empty if none was, and what ended it. */
  file: string;
  why: Cause;
}

export type WorkerResponse = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorData };

export type WorkerEvent =
  /** It holds a lock of this name as long as it lives. */
  | { event: 'alive'; lock: string }
  /** A piece of work begins that may take seconds. */
  | { event: 'busy' }
  | { event: 'progress'; progress: Progress }
  | { event: 'published'; summary: Summary }
  | { event: 'failed'; failure: FileFailure }
  | { event: 'named'; named: NamedFile }
  | ToParser
  /** Part of a long list in the message that follows. */
  | { event: 'piece'; piece: Piece };

/** Whether the long lists of a message were sent ahead in pieces; messages without any may have come in between. */
export interface Divided {
  hasPieces?: boolean;
}

/** Worker to page. */
export type WorkerMessage = (WorkerResponse | WorkerEvent) & Divided;

export function isEvent(message: WorkerMessage): message is WorkerEvent & Divided {
  return 'event' in message;
}

/** What an object holds; nothing for an array, which may be long and holds no typed arrays. */
function membersOf(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value)) return [];
  return Object.values(value);
}

/**
 * The buffers of the typed arrays in a response: they are transferred to the page, which saves a copy. A window has its
 * columns in an object of their own, so typed arrays are looked for two levels deep.
 */
export function transferables(value: unknown): ArrayBuffer[] {
  const members = membersOf(value);
  const views = [value, ...members, ...members.flatMap(membersOf)].filter(ArrayBuffer.isView);
  const buffers = views.map((view) => view.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

export function packError(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), file: '', why: 'trap' };
  const { file, why } = error instanceof EngineDead ? error : new EngineDead('');
  return { name: error.name, message: error.message, file, why };
}

export function unpackError({ name, message, file, why }: ErrorData): Error {
  if (name === ENGINE_DEAD) return new EngineDead(message, file, why);
  return Object.assign(new Error(message), { name });
}
