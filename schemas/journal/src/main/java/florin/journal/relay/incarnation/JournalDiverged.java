package florin.journal.relay.incarnation;

/** Kafka has events that the journal does not have: its database was restored to an earlier one. */
final class JournalDiverged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalDiverged(String reason) {
    super(reason, null, false, false);
  }
}
