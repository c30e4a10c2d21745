package florin.journal.relay;

/**
 * The last position of the journal, and the checkpoint of the relay.
 *
 * @param head the last position of the journal, 0 if it is empty
 * @param done the last position that is surely in Kafka
 */
public record RelayLag(long head, long done) {

  /** At most so many events are still to be sent; positions have gaps. */
  public long events() {
    return Math.max(0, head - done);
  }
}
