package florin.accounts.investment;

import static florin.accounts.investment.holding.PortfolioCodec.PORTFOLIOS;
import static florin.accounts.investment.security.SecurityCodec.SECURITIES;
import static florin.accounts.investment.trade.TradeCodec.TRADES;

import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.investment.HoldingsSnapshotBuffer.Chunk;
import florin.accounts.investment.HoldingsSnapshotBuffer.ChunkPosition;
import florin.accounts.investment.holding.PortfolioCodec;
import florin.accounts.investment.holding.PortfolioCommand;
import florin.accounts.investment.holding.Position;
import florin.accounts.investment.security.SecurityCodec;
import florin.accounts.investment.security.SecurityCommand;
import florin.accounts.investment.security.SecurityDetails;
import florin.accounts.investment.trade.TradeCodec;
import florin.accounts.investment.trade.TradeCommand;
import florin.accounts.investment.trade.TradeDetails;
import florin.accounts.streams.StreamCommands;
import florin.accounts.streams.StreamCommands.StreamCommand;
import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.events.providersync.ObservedSecurity;
import florin.events.providersync.RemovedInvestmentTransaction;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Observed securities, holdings and investment transactions as commands. */
@Component
public final class InvestmentFacts {

  private final HoldingsSnapshotBuffer chunks;

  InvestmentFacts(HoldingsSnapshotBuffer chunks) {
    this.chunks = chunks;
  }

  /**
   * Decides everything but the balances of the accounts.
   *
   * @return the commands to accounts: the sums of their holdings
   */
  public Mono<List<StreamCommand<AccountCommand>>> apply(
      UnitOfWork unit, List<InboundEvent> events) {
    List<StreamCommand<SecurityCommand>> securities = new ArrayList<>();
    List<StreamCommand<TradeCommand>> trades = new ArrayList<>();
    List<InboundEvent> snapshots = new ArrayList<>();
    for (InboundEvent event : events) {
      switch (event.event()) {
        case HoldingsObserved fact -> {
          Change change = event.change(fact.getAt());
          securities.addAll(described(change, fact.getProvider(), fact.getSecurities()));
          fact.getHoldings()
              .forEach(
                  one ->
                      securities.add(
                          referred(change, fact.getProvider(), one.getSecurityExternalId())));
          snapshots.add(event);
        }
        case InvestmentTransactionsObserved fact -> {
          Change change = event.change(fact.getAt());
          securities.addAll(described(change, fact.getProvider(), fact.getSecurities()));
          fact.getObserved().stream()
              .flatMap(one -> Stream.ofNullable(one.getSecurityExternalId()))
              .forEach(id -> securities.add(referred(change, fact.getProvider(), id)));
          trades.addAll(trades(change, fact));
        }
        default -> {
          // has no investments
        }
      }
    }
    return StreamCommands.decide(unit, SECURITIES, securities)
        .then(Mono.defer(() -> StreamCommands.decide(unit, TRADES, trades)))
        .thenMany(Flux.fromIterable(snapshots).concatMap(event -> snapshot(unit, event)))
        .collectList()
        .map(found -> found.stream().flatMap(List::stream).toList())
        .flatMap(
            portfolios ->
                StreamCommands.decide(unit, PORTFOLIOS, portfolios).thenReturn(sums(portfolios)));
  }

  private static List<StreamCommand<AccountCommand>> sums(
      List<StreamCommand<PortfolioCommand>> portfolios) {
    return portfolios.stream().map(InvestmentFacts::sum).toList();
  }

  private static StreamCommand<AccountCommand> sum(StreamCommand<PortfolioCommand> portfolio) {
    return switch (portfolio.command()) {
      case PortfolioCommand.TakeSnapshot c -> {
        Map<CurrencyCode, BigDecimal> values = new HashMap<>();
        c.positions()
            .forEach(one -> values.merge(one.currency(), one.value().value(), BigDecimal::add));
        yield new StreamCommand<>(
            AccountCodec.stream(portfolio.change().user(), c.account()),
            new AccountCommand.SumHoldings(c.account(), values, c.at()),
            portfolio.change());
      }
    };
  }

  private static List<StreamCommand<SecurityCommand>> described(
      Change change, String provider, List<ObservedSecurity> securities) {
    return securities.stream()
        .map(
            one -> {
              StreamId stream = SecurityCodec.stream(change.user(), provider, one.getExternalId());
              return new StreamCommand<SecurityCommand>(
                  stream,
                  new SecurityCommand.Describe(
                      stream.id(), provider, one.getExternalId(), details(one), change.at()),
                  change);
            })
        .toList();
  }

  private static StreamCommand<SecurityCommand> referred(
      Change change, String provider, String externalId) {
    StreamId stream = SecurityCodec.stream(change.user(), provider, externalId);
    return new StreamCommand<>(
        stream, new SecurityCommand.Refer(stream.id(), provider, externalId, change.at()), change);
  }

  private static SecurityDetails details(ObservedSecurity one) {
    return new SecurityDetails(
        Optional.ofNullable(one.getName()),
        Optional.ofNullable(one.getTicker()),
        Optional.ofNullable(one.getIsin()),
        Optional.ofNullable(one.getCusip()),
        one.getType(),
        Optional.ofNullable(one.getProviderType()),
        Optional.ofNullable(one.getProviderSubtype()),
        one.getCashEquivalent(),
        new CurrencyCode(one.getCurrency()),
        Optional.ofNullable(one.getMarket()),
        Optional.ofNullable(one.getSector()),
        Optional.ofNullable(one.getIndustry()));
  }

  private static List<StreamCommand<TradeCommand>> trades(
      Change change, InvestmentTransactionsObserved fact) {
    List<StreamCommand<TradeCommand>> decisions = new ArrayList<>();
    for (ObservedInvestmentTransaction one : fact.getObserved()) {
      StreamId stream = TradeCodec.stream(change.user(), one.getAccountId(), one.getExternalId());
      TradeDetails details = details(change.user(), fact, one);
      decisions.add(
          new StreamCommand<>(
              stream, new TradeCommand.Observe(stream.id(), details, change.at()), change));
    }
    for (RemovedInvestmentTransaction one : fact.getRemoved()) {
      StreamId stream = TradeCodec.stream(change.user(), one.getAccountId(), one.getExternalId());
      decisions.add(
          new StreamCommand<>(stream, new TradeCommand.Remove(stream.id(), change.at()), change));
    }
    return decisions;
  }

  private static TradeDetails details(
      UUID user, InvestmentTransactionsObserved fact, ObservedInvestmentTransaction one) {
    CurrencyCode currency = new CurrencyCode(one.getAmount().getCurrency());
    return new TradeDetails(
        fact.getConnectionId(),
        one.getExternalId(),
        one.getAccountId(),
        Optional.ofNullable(one.getSecurityExternalId())
            .map(id -> SecurityCodec.stream(user, fact.getProvider(), id).id()),
        one.getDate(),
        one.getName(),
        new Quantity(one.getQuantity()),
        Optional.ofNullable(one.getPrice()).map(Quantity::new),
        new Money(one.getAmount().getAmount(), currency),
        Optional.ofNullable(one.getFees()).map(fees -> new Money(fees, currency)),
        one.getType(),
        Optional.ofNullable(one.getProviderSubtype()),
        one.getProviderType(),
        Optional.ofNullable(one.getProviderSubtype()));
  }

  /** Nothing before the last chunk has come. */
  private Mono<List<StreamCommand<PortfolioCommand>>> snapshot(
      UnitOfWork unit, InboundEvent event) {
    HoldingsObserved fact = (HoldingsObserved) event.event();
    ChunkPosition chunkPosition =
        new ChunkPosition(event.user(), fact.getConnectionId(), fact.getRun(), fact.getIndex());
    Change change = event.change(fact.getAt());
    if (!fact.getLast()) {
      Chunk chunk = new Chunk(AvroEvents.fingerprint(fact), AvroEvents.encode(fact));
      return chunks.store(unit.session(), chunkPosition, chunk).thenReturn(List.of());
    }
    if (fact.getIndex() == 0) {
      return Mono.just(portfolios(change, fact, List.of(fact)));
    }
    return chunks
        .takePrevious(unit.session(), chunkPosition)
        .map(before -> portfolios(change, fact, complete(fact, before)));
  }

  private static List<HoldingsObserved> complete(HoldingsObserved last, List<Chunk> before) {
    if (before.size() != last.getIndex()) {
      throw new IllegalStateException(
          "holdings of run %s: %d chunks before the last one (expected: %d)"
              .formatted(last.getRun(), before.size(), last.getIndex()));
    }
    Stream<HoldingsObserved> chunks =
        before.stream()
            .map(chunk -> AvroEvents.decode(chunk.fingerprint(), chunk.body()))
            .map(HoldingsObserved.class::cast);
    return Stream.concat(chunks, Stream.of(last)).toList();
  }

  private static List<StreamCommand<PortfolioCommand>> portfolios(
      Change change, HoldingsObserved last, List<HoldingsObserved> all) {
    Map<UUID, List<Position>> accounts = new LinkedHashMap<>();
    last.getAccountIds().forEach(account -> accounts.put(account, new ArrayList<>()));
    for (HoldingsObserved chunk : all) {
      for (ObservedHolding one : chunk.getHoldings()) {
        accounts
            .computeIfAbsent(one.getAccountId(), _ -> new ArrayList<>())
            .add(position(change.user(), last.getProvider(), one));
      }
    }
    Instant at = change.at();
    return accounts.entrySet().stream()
        .map(
            held ->
                new StreamCommand<PortfolioCommand>(
                    PortfolioCodec.stream(change.user(), held.getKey()),
                    new PortfolioCommand.TakeSnapshot(held.getKey(), held.getValue(), at),
                    change))
        .toList();
  }

  private static Position position(UUID user, String provider, ObservedHolding one) {
    return new Position(
        SecurityCodec.stream(user, provider, one.getSecurityExternalId()).id(),
        new Quantity(one.getQuantity()),
        new Quantity(one.getPrice()),
        Optional.ofNullable(one.getPriceAsOf()),
        new Quantity(one.getValue()),
        Optional.ofNullable(one.getCostBasis()).map(Quantity::new),
        new CurrencyCode(Objects.requireNonNull(one.getCurrency())));
  }
}
