package florin.local.child;

/** When a child is stopped: the last stage first, the children of one stage together. */
public enum Stage {
  DATABASE,
  BROKER,
  PROVIDER,
  SERVICES,
  GATEWAY
}
