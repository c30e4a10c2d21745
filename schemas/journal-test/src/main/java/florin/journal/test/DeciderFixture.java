package florin.journal.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import florin.events.AvroEvents;
import florin.journal.stream.Decider;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamType;
import java.util.List;

/**
 * {@code given(events).when(command).then(events)}. Every event that passes through is also sent
 * through codec and bytes and must come back the same.
 */
public final class DeciderFixture<C, E, S> {

  private final Decider<C, E, S> decider;
  private final S state;

  private DeciderFixture(Decider<C, E, S> decider, S state) {
    this.decider = decider;
    this.state = state;
  }

  public static <C, E, S> DeciderFixture<C, E, S> of(Decider<C, E, S> decider) {
    return new DeciderFixture<>(decider, decider.initial());
  }

  public static <C, E, S> DeciderFixture<C, E, S> of(StreamType<C, E, S> type) {
    return of(type.decider());
  }

  @SafeVarargs
  public final DeciderFixture<C, E, S> given(E... events) {
    S folded = state;
    for (E event : events) {
      roundTrip(event);
      folded = decider.evolve().apply(folded, event);
    }
    return new DeciderFixture<>(decider, folded);
  }

  public Outcome when(C command) {
    return new Outcome(command);
  }

  public S state() {
    return state;
  }

  private void roundTrip(E event) {
    var avro = decider.codec().toAvro(event);
    var read = AvroEvents.decode(AvroEvents.fingerprint(avro), AvroEvents.encode(avro));
    assertThat(decider.codec().fromAvro(read)).isEqualTo(event);
  }

  /** The result of a command. */
  public final class Outcome {

    private final C command;

    private Outcome(C command) {
      this.command = command;
    }

    @SafeVarargs
    public final void then(E... expected) {
      List<E> decided = decider.decide().apply(command, state);
      decided.forEach(DeciderFixture.this::roundTrip);
      assertThat(decided).containsExactly(expected);
    }

    public void thenNothing() {
      assertThat(decider.decide().apply(command, state)).isEmpty();
    }

    public void thenRejected(String code) {
      Rejection rejection =
          catchThrowableOfType(Rejection.class, () -> decider.decide().apply(command, state));
      assertThat(rejection).as("a rejection of %s", command).isNotNull();
      assertThat(rejection.code()).isEqualTo(code);
    }
  }
}
