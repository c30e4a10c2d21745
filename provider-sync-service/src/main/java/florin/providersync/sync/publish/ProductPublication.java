package florin.providersync.sync.publish;

import florin.journal.database.Session;
import florin.providersync.provider.data.DebtTerms;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.Holding;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.RecurringStream;
import florin.providersync.provider.data.Security;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.observation.AccountScoped;
import florin.providersync.sync.observation.ProductObservation;
import florin.providersync.sync.observation.ProductObservation.Chunk;
import florin.providersync.sync.read.Product;
import florin.providersync.sync.read.ProductReading;
import florin.providersync.sync.read.ProductStates;
import florin.providersync.sync.read.ProductStates.PublishedContent;
import florin.providersync.sync.run.LiabilityCodec;
import florin.providersync.sync.run.ProductCodec;
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

/** The changes of the other products; unchanged products publish nothing. */
@Component
class ProductPublication {

  private final ProductStates states;
  private final InvestmentChanges investments;

  ProductPublication(ProductStates states, InvestmentChanges investments) {
    this.states = states;
    this.investments = investments;
  }

  Mono<List<ProductObservation>> changesOf(
      Session session,
      LeasedJob leasedJob,
      List<ProductReading> readings,
      ExternalAccounts.RecognisedAccounts recognisedAccounts) {
    return Flux.fromIterable(readings)
        .concatMap(reading -> changesOf(session, leasedJob, reading, recognisedAccounts))
        .collectList()
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private Mono<List<ProductObservation>> changesOf(
      Session session,
      LeasedJob leasedJob,
      ProductReading reading,
      ExternalAccounts.RecognisedAccounts recognisedAccounts) {
    return switch (reading) {
      case ProductReading.NotRead notRead ->
          states.markNotRead(session, leasedJob, notRead).thenReturn(List.of());
      case ProductReading.OfInvestments(var read) ->
          investments
              .of(session, leasedJob, read, recognisedAccounts)
              .flatMap(
                  news ->
                      states
                          .markRead(session, leasedJob, reading.product(), nothingPublished())
                          .thenReturn(news));
      case ProductReading.OfHoldings(var read) ->
          publishComplete(session, leasedJob, Product.HOLDINGS, holdings(read, recognisedAccounts));
      case ProductReading.OfLiabilities(var read) ->
          publishComplete(
              session,
              leasedJob,
              Product.LIABILITIES,
              liabilities(read.liabilities(), recognisedAccounts));
      case ProductReading.OfRecurring(var read) ->
          publishComplete(session, leasedJob, Product.RECURRING, streams(read, recognisedAccounts));
    };
  }

  private static PublishedContent nothingPublished() {
    return new PublishedContent(Optional.empty(), List.of());
  }

  /** Content that is published as a whole or not at all. */
  private record CompleteProduct(
      PublishedContent now, Function<PublishedContent, List<ProductObservation>> news) {}

  private Mono<List<ProductObservation>> publishComplete(
      Session session, LeasedJob leasedJob, Product product, CompleteProduct completeProduct) {
    return states
        .published(session, leasedJob, product)
        .flatMap(
            before ->
                states
                    .markRead(session, leasedJob, product, completeProduct.now())
                    .thenReturn(
                        before.content().equals(completeProduct.now().content())
                            ? List.of()
                            : completeProduct.news().apply(before)));
  }

  private static CompleteProduct holdings(
      HoldingsSnapshot read, ExternalAccounts.RecognisedAccounts known) {
    List<AccountScoped<Holding>> holdings = observed(read.holdings(), known);
    List<UUID> accounts =
        read.accounts().stream()
            .map(one -> Objects.requireNonNull(known.ids().get(one.externalId())))
            .distinct()
            .sorted()
            .toList();
    List<byte[]> bytes = new ArrayList<>();
    read.securities().forEach(one -> bytes.add(ProductCodec.bytes(one)));
    holdings.forEach(one -> bytes.add(ProductCodec.holdingBytes(one)));
    PublishedContent now = new PublishedContent(Optional.of(hash(bytes, accounts)), accounts);
    return new CompleteProduct(now, _ -> chunks(accounts, read.securities(), holdings));
  }

  private static List<ProductObservation> chunks(
      List<UUID> accounts, List<Security> securities, List<AccountScoped<Holding>> holdings) {
    List<Object> all = new ArrayList<>(securities);
    all.addAll(holdings);
    return numberedChunks(
        ListChunks.of(
            all,
            entry ->
                entry instanceof Security security
                    ? ProductCodec.bytes(security).length
                    : ProductCodec.holdingBytes(holding(entry)).length),
        (chunk, cut) ->
            new ProductObservation.HoldingsSnapshot(
                chunk,
                accounts,
                cut.stream().filter(Security.class::isInstance).map(Security.class::cast).toList(),
                cut.stream()
                    .filter(one -> !(one instanceof Security))
                    .map(ProductPublication::holding)
                    .toList()));
  }

  private static AccountScoped<Holding> holding(Object entry) {
    AccountScoped<?> accountScoped = (AccountScoped<?>) entry;
    return new AccountScoped<>(accountScoped.accountId(), (Holding) accountScoped.what());
  }

  /** Accounts that had a liability and have none any more are named in the first chunk. */
  private static CompleteProduct liabilities(
      List<ExternalAccountScoped<DebtTerms>> read, ExternalAccounts.RecognisedAccounts known) {
    List<AccountScoped<DebtTerms>> all = observed(read, known);
    List<UUID> accounts = all.stream().map(AccountScoped::accountId).distinct().sorted().toList();
    PublishedContent now =
        new PublishedContent(
            Optional.of(hash(all.stream().map(LiabilityCodec::bytes).toList(), accounts)),
            accounts);
    return new CompleteProduct(
        now,
        before -> {
          Set<UUID> gone = new HashSet<>(before.accounts());
          gone.removeAll(accounts);
          return all.isEmpty() && gone.isEmpty()
              ? List.of()
              : numberedChunks(
                  ListChunks.of(all, one -> LiabilityCodec.bytes(one).length),
                  (chunk, cut) ->
                      new ProductObservation.Liabilities(
                          chunk,
                          chunk.index() == 0 ? gone.stream().sorted().toList() : List.of(),
                          cut));
        });
  }

  private static CompleteProduct streams(
      List<ExternalAccountScoped<RecurringStream>> read,
      ExternalAccounts.RecognisedAccounts known) {
    List<AccountScoped<RecurringStream>> all = observed(read, known);
    PublishedContent now =
        new PublishedContent(
            Optional.of(hash(all.stream().map(ProductCodec::streamBytes).toList(), List.of())),
            List.of());
    return new CompleteProduct(
        now,
        _ ->
            numberedChunks(
                ListChunks.of(all, one -> ProductCodec.streamBytes(one).length),
                ProductObservation.RecurringStreams::new));
  }

  private static <T> List<ProductObservation> numberedChunks(
      List<List<T>> cuts, BiFunction<Chunk, List<T>, ProductObservation> news) {
    List<ProductObservation> chunks = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      chunks.add(news.apply(new Chunk(i, i == cuts.size() - 1), cuts.get(i)));
    }
    return chunks;
  }

  private static <T> List<AccountScoped<T>> observed(
      List<ExternalAccountScoped<T>> all, ExternalAccounts.RecognisedAccounts known) {
    return all.stream()
        .map(
            one ->
                new AccountScoped<>(
                    Objects.requireNonNull(known.ids().get(one.externalAccountId())), one.what()))
        .toList();
  }

  /** Whatever their order. */
  private static String hash(List<byte[]> entries, List<UUID> accounts) {
    MessageDigest digest = TransactionChanges.sha256();
    accounts.forEach(
        id -> digest.update(id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    entries.stream().sorted(Arrays::compare).forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
