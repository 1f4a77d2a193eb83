import { gzipSync } from 'node:zlib';

const FILES = [{ name: 'RECV2026020307-1.LOG', folder: 'MX1/SmtpReceive', text: 'x'.repeat(1000) }];

export const sampleBase64 = gzipSync(JSON.stringify(FILES)).toString('base64');
