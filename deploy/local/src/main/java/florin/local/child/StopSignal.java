package florin.local.child;

/** The signal for an orderly stop. PostgreSQL: INT ("fast"); TERM would wait for its clients. */
public enum StopSignal {
  TERM,
  INT
}
