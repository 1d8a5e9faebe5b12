/** Headers of every response: the page loads nothing from other hosts and cannot be framed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Older browsers do not treat a WebSocket of the same host as 'self', so it is named. */
export function securityHeaders(port: number): Record<string, string> {
  const live = `ws://127.0.0.1:${port} ws://localhost:${port}`;
  return {
    "content-security-policy": [...POLICY, `connect-src 'self' ${live}`].join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
