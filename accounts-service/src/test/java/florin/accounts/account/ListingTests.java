package florin.accounts.account;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.EventSchemas;
import florin.events.Money;
import florin.journal.test.DeciderFixture;
import florin.journal.test.SeededRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of an account that its bank lists, lists no more, or lists under another id. */
class ListingTests {

  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
  private static final UUID THIRD = UUID.fromString("01890000-0000-7000-8000-000000000003");
  private static final UUID BANK = UUID.fromString("01890000-0000-7000-8000-0000000000b1");
  private static final UUID CONNECTION = UUID.fromString("01890000-0000-7000-8000-0000000000c1");
  private static final UUID RELINKED = UUID.fromString("01890000-0000-7000-8000-0000000000c2");
  private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-01T21:00:00Z");
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Balance HUNDRED = Balance.of(Money.of("100", "USD"));
  private static final Balance NINETY = Balance.of(Money.of("90", "USD"));
  private static final ProviderAccount CHECKING = through(CONNECTION, "ext-1");
  private static final ProviderAccount AGAIN = through(RELINKED, "ext-2");

  private static final AccountEvent OPENED =
      new AccountEvent.Opened(
          ID,
          Optional.of(BANK),
          Optional.of(CHECKING),
          "Plaid Checking",
          AccountType.DEPOSITORY,
          Optional.of("checking"),
          USD,
          MORNING);
  private static final AccountEvent UNLISTED =
      new AccountEvent.Closed(ID, ClosingParty.PROVIDER, EVENING);
  private static final AccountEvent CLOSED =
      new AccountEvent.Closed(ID, ClosingParty.USER, EVENING);
  private static final AccountEvent REOPENED =
      new AccountEvent.Reopened(ID, ClosingParty.USER, EVENING);

  private final DeciderFixture<AccountCommand, AccountEvent, Account> unopened =
      DeciderFixture.of(ACCOUNTS);
  private final DeciderFixture<AccountCommand, AccountEvent, Account> linked =
      unopened.given(OPENED, said(HUNDRED, MORNING));

  private static ProviderAccount through(UUID connection, String externalId) {
    return new ProviderAccount(
        connection,
        externalId,
        "Plaid Checking",
        Optional.empty(),
        Optional.of("0000"),
        AccountType.DEPOSITORY,
        "depository",
        Optional.of("checking"));
  }

  private static AccountEvent said(Balance balance, Instant at) {
    return new AccountEvent.BalanceObserved(
        ID, new BalanceObservation(balance, Source.PROVIDER, at), at);
  }

  private static AccountCommand listed(Balance balance, Instant at, UUID... candidates) {
    return new AccountCommand.Observe(
        ID, CHECKING, Optional.of(BANK), balance, true, List.of(candidates), at);
  }

  private static AccountCommand told(Balance balance, Instant at) {
    return new AccountCommand.Observe(
        ID, CHECKING, Optional.of(BANK), balance, false, List.of(), at);
  }

  private static AccountCommand relinked(Balance balance, Instant at) {
    return new AccountCommand.Observe(ID, AGAIN, Optional.of(BANK), balance, true, List.of(), at);
  }

  private static AccountCommand unlist(UUID connection, Instant at) {
    return new AccountCommand.Unlist(ID, connection, at);
  }

  private static AccountEvent revised(Instant at) {
    return new AccountEvent.Revised(ID, AGAIN, Optional.of(BANK), at);
  }

  private static AccountEvent proposed(UUID... candidates) {
    return new AccountEvent.MergeProposed(ID, List.of(candidates), EVENING);
  }

  private static Account.Existing held(
      DeciderFixture<AccountCommand, AccountEvent, Account> account) {
    return (Account.Existing) account.state();
  }

  @Nested
  class ListedNoMore {

    @Test
    void isClosedByTheProviderOnceAndKeepsItsBalance() {
      linked.when(unlist(CONNECTION, EVENING)).then(UNLISTED);
      var closed = linked.given(UNLISTED);
      closed.when(unlist(CONNECTION, LATER)).thenNothing();
      assertThat(held(closed).closedBy()).contains(ClosingParty.PROVIDER);
      assertThat(held(closed).balance().orElseThrow().balance()).isEqualTo(HUNDRED);
    }

    @Test
    void isOpenedAndClosedIfItNeverWasListed() {
      unopened
          .when(told(HUNDRED, MORNING))
          .then(
              OPENED,
              said(HUNDRED, MORNING),
              new AccountEvent.Closed(ID, ClosingParty.PROVIDER, MORNING));
      linked.given(UNLISTED).when(told(HUNDRED, LATER)).thenNothing();
      linked.given(UNLISTED).when(told(NINETY, LATER)).then(said(NINETY, LATER));
      linked.when(told(HUNDRED, EVENING)).then(UNLISTED);
    }

    @Test
    void saysNothingOfAnAccountThatIsNotThere() {
      unopened.when(unlist(CONNECTION, EVENING)).thenNothing();
    }

    @Test
    void saysNothingOfAnAccountThatIsSeenThroughAnotherConnectionByNow() {
      var account = linked.given(revised(EVENING));
      account.when(unlist(CONNECTION, EVENING)).thenNothing();
      account.when(unlist(RELINKED, EVENING)).then(UNLISTED);
    }

    @Test
    void leavesAnAccountOfTheUsersOwnAlone() {
      unopened
          .given(
              new AccountEvent.Opened(
                  ID,
                  Optional.empty(),
                  Optional.empty(),
                  "Cash",
                  AccountType.OTHER,
                  Optional.empty(),
                  USD,
                  MORNING))
          .when(unlist(CONNECTION, EVENING))
          .thenNothing();
    }
  }

  @Nested
  class ListedAgain {

    @Test
    void isReopenedByTheProviderBeforeItsBalance() {
      AccountEvent reopened = new AccountEvent.Reopened(ID, ClosingParty.PROVIDER, LATER);
      linked.given(UNLISTED).when(listed(NINETY, LATER)).then(reopened, said(NINETY, LATER));
      linked.given(UNLISTED, reopened).when(listed(HUNDRED, LATER)).thenNothing();
      assertThat(held(linked.given(UNLISTED, reopened)).closed()).isFalse();
    }

    @Test
    void staysClosedIfTheUserClosedIt() {
      var closed = linked.given(CLOSED);
      closed.when(unlist(CONNECTION, LATER)).thenNothing();
      closed.when(listed(HUNDRED, LATER)).thenNothing();
      closed.when(relinked(HUNDRED, LATER)).then(revised(LATER));
    }

    @Test
    void staysClosedIfTheUserClosedItAfterTheBank() {
      var closed = linked.given(UNLISTED);
      closed.when(new AccountCommand.Close(ID, EVENING)).then(CLOSED);
      closed.given(CLOSED).when(new AccountCommand.Close(ID, LATER)).thenNothing();
      closed.given(CLOSED).when(listed(HUNDRED, LATER)).thenNothing();
      assertThat(held(closed.given(CLOSED)).closedBy()).contains(ClosingParty.USER);
    }

    @Test
    void staysOpenIfTheUserReopenedItUntilTheBankUnlistsItAnew() {
      linked.given(UNLISTED).when(new AccountCommand.Reopen(ID, EVENING)).then(REOPENED);
      var open = linked.given(UNLISTED, REOPENED);
      open.when(listed(HUNDRED, LATER)).thenNothing();
      open.when(unlist(CONNECTION, LATER))
          .then(new AccountEvent.Closed(ID, ClosingParty.PROVIDER, LATER));
    }

    @Test
    void neverReopensWhatTheUserClosedLast() {
      SeededRuns.forEachSeed(
          500,
          random -> {
            Account state = held(linked);
            Optional<ClosingParty> user = Optional.empty();
            for (int step = 1; step <= 30; step++) {
              AccountCommand command = anything(random, MORNING.plus(Duration.ofHours(step)));
              for (AccountEvent event : Account.decide(command, state)) {
                state = Account.evolve(state, event);
              }
              user =
                  switch (command) {
                    case AccountCommand.Close _ -> Optional.of(ClosingParty.USER);
                    case AccountCommand.Reopen _ -> Optional.empty();
                    default -> user;
                  };
              if (user.isPresent()) {
                assertThat(((Account.Existing) state).closedBy()).isEqualTo(user);
              } else {
                assertThat(((Account.Existing) state).closedBy())
                    .isNotEqualTo(Optional.of(ClosingParty.USER));
              }
            }
          });
    }

    private static AccountCommand anything(Random random, Instant at) {
      Balance balance = random.nextBoolean() ? HUNDRED : NINETY;
      return switch (random.nextInt(6)) {
        case 0 -> new AccountCommand.Close(ID, at);
        case 1 -> new AccountCommand.Reopen(ID, at);
        case 2 -> unlist(random.nextBoolean() ? CONNECTION : RELINKED, at);
        case 3 -> told(balance, at);
        case 4 -> relinked(balance, at);
        default -> listed(balance, at);
      };
    }
  }

  @Nested
  class Relinked {

    @Test
    void isTheSameAccountUnderItsNewNames() {
      linked.when(relinked(HUNDRED, EVENING)).then(revised(EVENING));
      linked.given(revised(EVENING)).when(relinked(HUNDRED, LATER)).thenNothing();
    }

    @Test
    void keepsWhatTheUserMadeOfIt() {
      var edited =
          linked.given(
              new AccountEvent.Renamed(ID, Optional.of("Household"), EVENING),
              new AccountEvent.Hidden(ID, EVENING),
              revised(LATER));
      assertThat(held(edited).name()).isEqualTo("Household");
      assertThat(held(edited).hidden()).isTrue();
      assertThat(held(edited).provider()).contains(AGAIN);
    }

    @Test
    void isReopenedIfTheBankHadClosedIt() {
      linked
          .given(UNLISTED)
          .when(relinked(NINETY, LATER))
          .then(
              revised(LATER),
              new AccountEvent.Reopened(ID, ClosingParty.PROVIDER, LATER),
              said(NINETY, LATER));
    }
  }

  @Nested
  class MayBeAnother {

    @Test
    void isProposedWhenItIsNew() {
      unopened
          .when(listed(HUNDRED, MORNING, OTHER, THIRD))
          .then(
              OPENED,
              said(HUNDRED, MORNING),
              new AccountEvent.MergeProposed(ID, List.of(OTHER, THIRD), MORNING));
    }

    @Test
    void isProposedOnceForTheSameCandidatesInAnyOrder() {
      linked.when(listed(HUNDRED, EVENING, OTHER, THIRD)).then(proposed(OTHER, THIRD));
      var account = linked.given(proposed(OTHER, THIRD));
      account.when(listed(HUNDRED, EVENING, THIRD, OTHER)).thenNothing();
      account.when(listed(HUNDRED, EVENING)).thenNothing();
      account.when(listed(HUNDRED, EVENING, THIRD)).then(proposed(THIRD));
      assertThat(held(account.given(proposed(THIRD))).mergeCandidates()).containsExactly(THIRD);
    }

    @Test
    void isNeverItselfAndNeverOneTwice() {
      linked.when(listed(HUNDRED, EVENING, ID)).thenNothing();
      linked.when(listed(HUNDRED, EVENING, OTHER, ID, OTHER)).then(proposed(OTHER));
    }

    @Test
    void staysProposedWhateverElseHappens() {
      var account =
          linked.given(
              proposed(OTHER),
              revised(EVENING),
              UNLISTED,
              REOPENED,
              new AccountEvent.Renamed(ID, Optional.of("Household"), EVENING),
              new AccountEvent.Hidden(ID, EVENING),
              said(NINETY, LATER));
      assertThat(held(account).mergeCandidates()).containsExactly(OTHER);
    }
  }

  @Test
  void comesBackOutOfTheJournalAsItWentIn() {
    Stream.of(
            UNLISTED,
            CLOSED,
            REOPENED,
            new AccountEvent.Reopened(ID, ClosingParty.PROVIDER, LATER),
            proposed(OTHER, THIRD))
        .forEach(event -> assertThat(journalled(event)).isEqualTo(event));
  }

  @Test
  void wasTheUsersDoingBeforeTheBankCouldCloseOne() throws IOException {
    for (String name : List.of("AccountClosed", "AccountReopened")) {
      Schema before =
          EventSchemas.shipped().versions("florin.events.accounts." + name).stream()
              .filter(schema -> schema.getField("by") == null)
              .findFirst()
              .orElseThrow();
      GenericData.Record record = new GenericData.Record(before);
      record.put("accountId", ID.toString());
      record.put("at", EVENING.toEpochMilli());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(before).write(record, encoder);
      encoder.flush();
      assertThat(
              ACCOUNTS
                  .codec()
                  .fromAvro(
                      AvroEvents.decode(EventSchemas.fingerprint(before), bytes.toByteArray())))
          .isEqualTo(name.equals("AccountClosed") ? CLOSED : REOPENED);
    }
  }

  private static AccountEvent journalled(AccountEvent event) {
    var avro = ACCOUNTS.codec().toAvro(event);
    return ACCOUNTS
        .codec()
        .fromAvro(AvroEvents.decode(AvroEvents.fingerprint(avro), AvroEvents.encode(avro)));
  }
}
