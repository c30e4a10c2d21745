package florin.emulator.bank;

/** How much of its history an Item has received from the bank. */
public enum Phase {
  NOT_READY("NOT_READY"),
  INITIAL("INITIAL_UPDATE_COMPLETE"),
  HISTORICAL("HISTORICAL_UPDATE_COMPLETE");

  private final String status;

  Phase(String status) {
    this.status = status;
  }

  /** The value of {@code transactions_update_status}. */
  public String status() {
    return status;
  }
}
