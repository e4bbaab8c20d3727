package dev.ranvier.runtime.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples in the form in which libtpu 0.0.51 writes its final machine code.
class BundlePriceTest {
  private static final int DELAY = 4;

  private static final String KEYS =
      """
      = control target key start
      LB: loop body
      PF: predicated region fallthrough
      = control target key end

      """;

  /// A loop of 100 turns: six bundles, the branch back, and four that run while it takes effect.
  private static final String TIME_LOOP =
      KEYS
          + """
           0   :  { %s1_s0 = smov.u32 0 } /* Start region 0 */
         0x1 LB: > { %s2_s1 = sld [smem:[#allocation3_spill]] /* phi copy */ } /* Start region 7 :: Start region 8 */
         0x2   : > { %9 = inlined_call %s2_s1 /* %fusion.2 = fusion(%get-tuple-element.5) */ }
         0x3   : > { %s3_s2 = sadd.s32 1, %s2_s1 /* copy for cssa */  ;;  %10 = vtrace 5 }
         0x4   : > { %p4_p0 = scmp.lt.s32.totalorder %s3_s2, 100 }
         0x5   : > { %s5_s3 = scalar_select /*predicate=*/%p4_p0, /*on_true=*/1, /*on_false=*/0 } /* End region 8 */
         0x6   : > { %p6_p1 = scmp.eq.s32.totalorder %s5_s3, 0 }
         0x7   :  { %7 = sbr.rel (!%p6_p1) target = $region7 }
         0x8   :  {}
         0x9   :  {}
         0xa   :  {}
         0xb   :  {} /* End region 7 */
         0xc   :  { %11 = inlined_call /* <late-finalization> */ } /* End region 0 */
      """;

  private static final String FUSION =
      KEYS
          + """
           0   :  { %v1_v0 = vmov 0.0 }
         0x1   :  { %2 = vst [vmem:[%s1_s0] sm:$0xff] /*vst_source=*/%v1_v0 } /* exit bundle: %fusion.2 = fusion() */
      """;

  private static BundleCode code(String text) {
    return BundleCode.parse(text.lines().toList(), DELAY);
  }

  private static BundlePrice price(Map<String, String> texts, Map<String, String> same) {
    Map<String, BundleCode> codes = new java.util.HashMap<>();
    texts.forEach((name, text) -> codes.put(name, code(text)));
    return BundlePrice.of(new BundleDump(codes, same)).orElseThrow();
  }

  @Test
  void countsTheTurnOfALoopWithWhatItCalls() {
    BundlePrice price = price(Map.of("TLP", TIME_LOOP, "fusion.2", FUSION), Map.of());
    BundlePrice.Loop loop = price.loops().getFirst();
    assertThat(loop.trips()).hasValue(100);
    assertThat(loop.turn()).isEqualTo(11 + 2);
    assertThat(loop.ops()).containsExactly(Map.entry("fusion.2", 3L));
    assertThat(price.outside()).isEqualTo(2);
    assertThat(price.unknown()).isZero();
    assertThat(price.missing()).containsExactly("<late-finalization>");
    assertThat(price.perStep(100)).isEqualTo(13);
    assertThat(price.perStep(400)).as("four steps a turn").isEqualTo(13 / 4.0);
  }

  @Test
  void findsTheCodeOfAnOpThatIsTheSameAsAnother() {
    BundlePrice price =
        price(Map.of("TLP", TIME_LOOP, "fusion.1", FUSION), Map.of("fusion.2", "fusion.1"));
    assertThat(price.loops().getFirst().turn()).isEqualTo(11 + 2);
  }

  /// A window: it counts in steps of 2, with no code of the program's between.
  private static final String WINDOW =
      KEYS
          + """
           0   :  { %s1_s0 = smov.u32 0 }
         0x1 LB: > { %s2_s1 = sphi %s1_s0, %s3_s1 /* phi copy :: iteration index, stage = 0 */ } /* Start region 3 */
         0x2 LB: >> { %v5_v0 = vadd.f32 %v4_v0, %v4_v0 } /* Start region 4 */
         0x3   : >> { %p6_p2 = scmp.ne.s32.totalorder %s9_s9, %s2_s1 }
         0x4   : > { %7 = sbr.rel (%p6_p2) target = $region4  ;;  %s3_s1 = sadd.s32 2, %s2_s1 }
         0x5   : > {}
         0x6   : > {}
         0x7   : > {}
         0x8   : > {}
         0x9   : > { %p8_p1 = scmp.ge.s32.totalorder %s3_s1, 7 /* loop exit test */ }
         0xa   :  { %9 = sbr.rel (!%p8_p1) target = $region3 }
         0xb   :  {}
         0xc   :  {}
         0xd   :  {}
         0xe   :  {} /* End region 3 */
      """;

  @Test
  void multipliesWindowsAndCountsLoopsOnDataOnce() {
    BundleCode code = code(WINDOW);
    assertThat(code.loops()).hasSize(2);
    assertThat(code.loops().getFirst().window()).isTrue();
    assertThat(code.loops().getFirst().trips()).as("0, 2, 4, 6").hasValue(4);
    assertThat(code.loops().getLast().trips()).isEmpty();
    BundlePrice price = price(Map.of("TLP", TIME_LOOP, "fusion.2", WINDOW), Map.of());
    assertThat(price.loops().getFirst().turn()).isEqualTo(11 + 1 + 14 * 4);
    assertThat(price.unknown()).isEqualTo(1);
  }

  @Test
  void countsWindowsBesideTheTimeLoopAsOutside() {
    BundlePrice price = price(Map.of("TLP", WINDOW), Map.of());
    assertThat(price.loops()).hasSize(1).first().extracting(BundlePrice.Loop::turn).isEqualTo(7L);
    assertThat(price.outside()).as("around the loop on data").isEqualTo(1 + 7 * 4);
  }

  @Test
  void takesALoopOfUnknownLengthToTurnOnceAStep() {
    String text = TIME_LOOP.replace("%s3_s2, 100", "%s3_s2, %s4_s4");
    BundlePrice price = price(Map.of("TLP", text, "fusion.2", FUSION), Map.of());
    assertThat(price.loops().getFirst().trips()).isEmpty();
    assertThat(price.perStep(100)).isEqualTo(13);
    assertThat(price.unknown()).as("the time loop itself is none").isZero();
  }

  @Test
  void ignoresForwardBranches() {
    assertThat(code(TIME_LOOP.replace("target = $region7", "target = $region9")).loops()).isEmpty();
  }

  @Test
  void readsTheLastAttemptFromAFolder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("17-TLP-02-final_bundles.txt"), TIME_LOOP);
    Files.writeString(folder.resolve("17-TLP-01-schedule-analysis_final_bundles.txt"), "none");
    Files.writeString(folder.resolve("18-fusion.1-01-final_bundles.txt"), WINDOW);
    Files.writeString(folder.resolve("19-fusion.1-01-final_bundles.txt"), FUSION);
    Files.writeString(
        folder.resolve("17-TLP-00-deduplication-map.txt"),
        """
        key:add.2
        ordinal:1
        equivalent_hlos[size=1]:
          add.2
        key:fusion.1
        ordinal:4
        equivalent_hlos[size=2]:
          fusion.1
          fusion.2
        """);
    BundlePrice price = BundlePrice.read(folder, DELAY).orElseThrow();
    assertThat(price.loops()).extracting(BundlePrice.Loop::turn).isEqualTo(List.of(13L));
  }

  @Test
  void isEmptyWhereTheCompilerWroteNothing(@TempDir Path folder) throws IOException {
    assertThat(BundlePrice.read(folder, DELAY)).isEmpty();
  }
}
