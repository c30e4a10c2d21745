package florin.providersync.sync;

import florin.journal.Session;
import florin.providersync.provider.Holding;
import florin.providersync.provider.Holdings;
import florin.providersync.provider.Liability;
import florin.providersync.provider.Owned;
import florin.providersync.provider.RecurringStream;
import florin.providersync.provider.Security;
import florin.providersync.sync.ProductNews.Chunk;
import florin.providersync.sync.ProductStates.Said;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What of the other products is news; what is as last said says nothing. */
@Component
class ProductPublication {

  private final ProductStates states;
  private final InvestmentNews investments;

  ProductPublication(ProductStates states, InvestmentNews investments) {
    this.states = states;
    this.investments = investments;
  }

  Mono<List<ProductNews>> news(
      Session session,
      Claim claim,
      List<ProductReading> readings,
      ExternalAccounts.Accounts accounts) {
    return Flux.fromIterable(readings)
        .concatMap(reading -> news(session, claim, reading, accounts))
        .collectList()
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private Mono<List<ProductNews>> news(
      Session session, Claim claim, ProductReading reading, ExternalAccounts.Accounts accounts) {
    return switch (reading) {
      case ProductReading.Missed missed ->
          states.missed(session, claim, missed).thenReturn(List.of());
      case ProductReading.OfInvestments(var read) ->
          investments
              .of(session, claim, read, accounts)
              .flatMap(
                  news ->
                      states.read(session, claim, reading.product(), nothing()).thenReturn(news));
      case ProductReading.OfHoldings(var read) ->
          whole(session, claim, Product.HOLDINGS, holdings(read, accounts));
      case ProductReading.OfLiabilities(var read) ->
          whole(session, claim, Product.LIABILITIES, liabilities(read.liabilities(), accounts));
      case ProductReading.OfRecurring(var read) ->
          whole(session, claim, Product.RECURRING, streams(read, accounts));
    };
  }

  private static Said nothing() {
    return new Said(Optional.empty(), List.of());
  }

  /** Something that is said as a whole or not at all. */
  private record Whole(Said now, Function<Said, List<ProductNews>> news) {}

  private Mono<List<ProductNews>> whole(
      Session session, Claim claim, Product product, Whole whole) {
    return states
        .find(session, claim, product)
        .flatMap(
            before ->
                states
                    .read(session, claim, product, whole.now())
                    .thenReturn(
                        before.content().equals(whole.now().content())
                            ? List.of()
                            : whole.news().apply(before)));
  }

  private static Whole holdings(Holdings read, ExternalAccounts.Accounts known) {
    List<Observed<Holding>> holdings = observed(read.holdings(), known);
    List<UUID> accounts =
        read.accounts().stream()
            .map(one -> Objects.requireNonNull(known.ids().get(one.externalId())))
            .distinct()
            .sorted()
            .toList();
    List<byte[]> bytes = new ArrayList<>();
    read.securities().forEach(one -> bytes.add(ProductCodec.bytes(one)));
    holdings.forEach(one -> bytes.add(ProductCodec.holdingBytes(one)));
    Said now = new Said(Optional.of(hash(bytes, accounts)), accounts);
    return new Whole(now, _ -> chunks(accounts, read.securities(), holdings));
  }

  private static List<ProductNews> chunks(
      List<UUID> accounts, List<Security> securities, List<Observed<Holding>> holdings) {
    List<Object> all = new ArrayList<>(securities);
    all.addAll(holdings);
    return numbered(
        Cuts.of(
            all,
            entry ->
                entry instanceof Security security
                    ? ProductCodec.bytes(security).length
                    : ProductCodec.holdingBytes(holding(entry)).length),
        (chunk, cut) ->
            new ProductNews.HoldingsSnapshot(
                chunk,
                accounts,
                cut.stream().filter(Security.class::isInstance).map(Security.class::cast).toList(),
                cut.stream()
                    .filter(one -> !(one instanceof Security))
                    .map(ProductPublication::holding)
                    .toList()));
  }

  private static Observed<Holding> holding(Object entry) {
    Observed<?> observed = (Observed<?>) entry;
    return new Observed<>(observed.accountId(), (Holding) observed.what());
  }

  /** Accounts that had a liability and have none any more are named in the first chunk. */
  private static Whole liabilities(List<Owned<Liability>> read, ExternalAccounts.Accounts known) {
    List<Observed<Liability>> all = observed(read, known);
    List<UUID> accounts = all.stream().map(Observed::accountId).distinct().sorted().toList();
    Said now =
        new Said(
            Optional.of(hash(all.stream().map(LiabilityCodec::bytes).toList(), accounts)),
            accounts);
    return new Whole(
        now,
        before -> {
          Set<UUID> gone = new HashSet<>(before.accounts());
          gone.removeAll(accounts);
          return all.isEmpty() && gone.isEmpty()
              ? List.of()
              : numbered(
                  Cuts.of(all, one -> LiabilityCodec.bytes(one).length),
                  (chunk, cut) ->
                      new ProductNews.Liabilities(
                          chunk,
                          chunk.index() == 0 ? gone.stream().sorted().toList() : List.of(),
                          cut));
        });
  }

  private static Whole streams(List<Owned<RecurringStream>> read, ExternalAccounts.Accounts known) {
    List<Observed<RecurringStream>> all = observed(read, known);
    Said now =
        new Said(
            Optional.of(hash(all.stream().map(ProductCodec::streamBytes).toList(), List.of())),
            List.of());
    return new Whole(
        now,
        _ ->
            numbered(
                Cuts.of(all, one -> ProductCodec.streamBytes(one).length),
                ProductNews.RecurringStreams::new));
  }

  private static <T> List<ProductNews> numbered(
      List<List<T>> cuts, BiFunction<Chunk, List<T>, ProductNews> news) {
    List<ProductNews> chunks = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      chunks.add(news.apply(new Chunk(i, i == cuts.size() - 1), cuts.get(i)));
    }
    return chunks;
  }

  private static <T> List<Observed<T>> observed(
      List<Owned<T>> all, ExternalAccounts.Accounts known) {
    return all.stream()
        .map(
            one ->
                new Observed<>(
                    Objects.requireNonNull(known.ids().get(one.externalAccountId())), one.what()))
        .toList();
  }

  /** Whatever their order. */
  private static String hash(List<byte[]> entries, List<UUID> accounts) {
    MessageDigest digest = News.sha256();
    accounts.forEach(
        id -> digest.update(id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    entries.stream().sorted(Arrays::compare).forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
