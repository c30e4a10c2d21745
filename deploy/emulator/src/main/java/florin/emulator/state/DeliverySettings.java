package florin.emulator.state;

/**
 * The delivery of webhooks queued from now on.
 *
 * @param drop lost for ever
 * @param copies how often each is sent
 * @param hold kept back until they are released
 * @param shuffle released in a random order of the seed
 */
public record DeliverySettings(boolean drop, int copies, boolean hold, boolean shuffle) {
  static final DeliverySettings USUAL = new DeliverySettings(false, 1, false, false);
}
