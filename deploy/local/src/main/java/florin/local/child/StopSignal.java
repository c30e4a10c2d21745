package florin.local.child;

/**
 * What asks a child to end in order: PostgreSQL takes INT as "fast", TERM would wait for clients.
 */
public enum StopSignal {
  TERM,
  INT
}
