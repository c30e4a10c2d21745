package florin.transactions;

import florin.journal.CrossStreamCheck;
import florin.journal.stream.StreamTypes;
import florin.journal.web.problem.ProblemCatalog;
import florin.transactions.category.CategoryCodec;
import florin.transactions.category.CategoryQueries;
import florin.transactions.imports.commit.FileImportCodec;
import florin.transactions.merchant.MerchantCodec;
import florin.transactions.merchant.MerchantNames;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.recurring.series.SeriesCodec;
import florin.transactions.review.DuplicateCodec;
import florin.transactions.rule.RuleCodec;
import florin.transactions.transaction.TransactionUndo;
import florin.transactions.transfer.TransferCodec;
import florin.transactions.transfer.TransferRules;
import florin.transactions.transfer.TransferSettingsCodec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
class TransactionsApplication {

  @Bean
  StreamTypes streamTypes() {
    return StreamTypes.of(
        "transactions",
        TransactionUndo.UNDOABLE,
        CategoryCodec.CATEGORIES,
        MerchantCodec.MERCHANTS,
        TransferCodec.TRANSFERS,
        TransferSettingsCodec.TRANSFER_SETTINGS,
        SeriesCodec.SERIES,
        RuleCodec.RULES,
        DuplicateCodec.DUPLICATES,
        FileImportCodec.FILE_IMPORTS);
  }

  @Bean
  CrossStreamCheck categoryNames() {
    return CategoryQueries::check;
  }

  @Bean
  CrossStreamCheck merchantNames() {
    return MerchantNames::check;
  }

  @Bean
  CrossStreamCheck transferPairs() {
    return TransferRules::check;
  }

  @Bean
  ProblemCatalog problemCatalog() {
    return ProblemCatalog.of(TransactionsProblem.values());
  }

  public static void main(String[] arguments) {
    SpringApplication.run(TransactionsApplication.class, arguments);
  }
}
