export const sampleFiles = [{ name: 'RECV2026020307-1.LOG', folder: 'MX1/SmtpReceive', text: 'x'.repeat(1000) }];
