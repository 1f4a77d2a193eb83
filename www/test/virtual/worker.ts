export const workerSource = '';
export const workerUrl = '';
