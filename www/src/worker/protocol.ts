/**
 * What the page and the worker say to each other. A call has a number and gets exactly one answer with that number;
 * news come by themselves while files are read.
 */

import type { Corrections, Summary } from '../contract.js';
import { EngineDead } from './host.js';
import type { FileFailure, Progress, SourceFile } from './loader.js';
import type { Question } from './log-engine.js';

/** Page to worker. */
export type Call =
  | { id: number; call: 'start'; wasm: ArrayBuffer }
  | { id: number; call: 'open'; files: SourceFile[]; corrections: Corrections }
  | { id: number; call: 'cancel' }
  | { id: number; call: 'ask'; question: Question; args: readonly unknown[] };

/** A call without its number, however many kinds of call there are. */
export type CallBody = Call extends infer C ? (C extends Call ? Omit<C, 'id'> : never) : never;

/** An error as it crosses: the class is lost on the way, the name is not. */
export interface ErrorData {
  name: string;
  message: string;
  /** Path of the file that the engine was working on, empty when it was none. */
  file: string;
}

export type Answer = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorData };

export type News =
  | { news: 'progress'; progress: Progress }
  | { news: 'published'; summary: Summary }
  | { news: 'failed'; failure: FileFailure };

/** Worker to page. */
export type Message = Answer | News;

export function isNews(message: Message): message is News {
  return 'news' in message;
}

/** The buffers of the typed arrays in an answer: they are moved to the page instead of being copied once more. */
export function transferables(value: unknown): ArrayBuffer[] {
  if (value === null || typeof value !== 'object') return [];
  const candidates = ArrayBuffer.isView(value) ? [value] : Object.values(value).filter(ArrayBuffer.isView);
  const buffers = candidates.map((view) => view.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}

export function errorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), file: '' };
  return { name: error.name, message: error.message, file: error instanceof EngineDead ? error.file : '' };
}
