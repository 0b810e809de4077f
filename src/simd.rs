//! Operations on 64 bytes at once: searching for a byte, comparing, and the sum of products of a hash; and prefetching
//! memory. The only module with code for one processor.
//!
//! SSE2 belongs to every x86-64 processor. The standard library's functions for it need unsafe code, those of `safe_arch` do
//! not. Functions in [`multiversioned!`] are compiled a second time for newer processors, together with what is inlined into
//! them. So the functions of this module are always inlined.

/// Defines a function that uses AVX2, BMI1 and POPCNT where the processor has them, as a check at run time tells. They offer
/// instructions with three operands, one that clears the lowest bit, and one that counts bits (about twenty steps without).
macro_rules! multiversioned {
    ($function:item) => {
        #[multiversion::multiversion(targets("x86_64+avx2+bmi1+popcnt"))]
        $function
    };
}

pub(crate) use multiversioned;

/// The bytes of a chunk.
pub(crate) const LANES: usize = 64;

/// Bytes that are processed at once.
pub(crate) type Chunk = [u8; LANES];

/// A mask whose bit `i` is set where byte `i` of the chunk is `byte`.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline(always)]
pub(crate) fn equal_mask(chunk: &Chunk, byte: u8) -> u64 {
    use safe_arch::{cmp_eq_mask_i8_m128i, m128i, move_mask_i8_m128i, set_splat_i8_m128i};

    let wanted = set_splat_i8_m128i(byte.cast_signed());
    let (lanes, _) = chunk.as_chunks::<16>();
    lanes.iter().rev().fold(0, |bits, lane| {
        let mask = move_mask_i8_m128i(cmp_eq_mask_i8_m128i(m128i::from(*lane), wanted));
        bits << 16 | u64::from(mask.cast_unsigned())
    })
}

/// Whether two chunks are equal. The compiler turns `==` into a call, or into a branch for every eight bytes.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline(always)]
pub(crate) fn same(one: &Chunk, other: &Chunk) -> bool {
    use safe_arch::{bitand_m128i, cmp_eq_mask_i8_m128i, m128i, move_mask_i8_m128i, set_splat_i8_m128i};

    let ((one, _), (other, _)) = (one.as_chunks::<16>(), other.as_chunks::<16>());
    let lanes = one.iter().zip(other).map(|(one, other)| cmp_eq_mask_i8_m128i(m128i::from(*one), m128i::from(*other)));
    move_mask_i8_m128i(lanes.fold(set_splat_i8_m128i(-1), bitand_m128i)) == 0xffff
}

/// The sum of eight products: each eight bytes, after an exclusive or with those of `seeds`, give the product of their halves.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline(always)]
pub(crate) fn sum_of_products(chunk: &Chunk, seeds: &Chunk) -> u64 {
    use safe_arch::{
        add_i64_m128i, byte_shr_imm_u128_m128i, get_i64_from_m128i_s, m128i, mul_widen_u32_odd_m128i, shr_imm_u64_m128i,
    };

    let ((chunk, _), (seeds, _)) = (chunk.as_chunks::<16>(), seeds.as_chunks::<16>());
    let products = chunk.iter().zip(seeds).map(|(lane, seeds)| {
        let mixed = m128i::from(*lane) ^ m128i::from(*seeds);
        mul_widen_u32_odd_m128i(mixed, shr_imm_u64_m128i::<32>(mixed))
    });
    let sums = products.fold(m128i::from([0_u8; 16]), add_i64_m128i);
    let sums = add_i64_m128i(sums, byte_shr_imm_u128_m128i::<8>(sums));
    get_i64_from_m128i_s(sums).cast_unsigned()
}

/// Asks the processor to fetch the memory of a value into its caches, where it will be read soon. It goes on without waiting.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline(always)]
pub(crate) fn prefetch<T>(value: &T) {
    safe_arch::prefetch_t0(value);
}

/// Does nothing where there is no such instruction.
#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
#[inline(always)]
pub(crate) fn prefetch<T>(_value: &T) {}

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
pub(crate) use portable::{equal_mask, same, sum_of_products};

/// The same operations for any processor, on eight bytes at a time.
#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
mod portable {
    use super::Chunk;

    #[inline(always)]
    pub(crate) fn same(one: &Chunk, other: &Chunk) -> bool {
        one == other
    }

    #[inline(always)]
    pub(crate) fn sum_of_products(chunk: &Chunk, seeds: &Chunk) -> u64 {
        let ((words, _), (seeds, _)) = (chunk.as_chunks(), seeds.as_chunks());
        words.iter().zip(seeds).fold(0_u64, |sum, (word, seed)| {
            let mixed = u64::from_le_bytes(*word) ^ u64::from_le_bytes(*seed);
            sum.wrapping_add((mixed & 0xffff_ffff) * (mixed >> 32))
        })
    }

    const LOW: u64 = 0x0101_0101_0101_0101;
    const SEVEN: u64 = 0x7f * LOW;

    #[inline(always)]
    pub(crate) fn equal_mask(chunk: &Chunk, byte: u8) -> u64 {
        let wanted = u64::from(byte) * LOW;
        let (words, _) = chunk.as_chunks::<8>();
        words.iter().rev().fold(0, |bits, word| {
            let differs = u64::from_le_bytes(*word) ^ wanted;
            // The top bit of each byte: set where the byte is zero. No carry leaves a byte, so it is exact.
            let zero = !(((differs & SEVEN) + SEVEN) | differs | SEVEN);
            // The product gathers the eight bits, spread over eight bytes, in the top byte.
            bits << 8 | ((zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn portable_operations_agree_with_those_of_the_processor(bytes in proptest::collection::vec(any::<u8>(), LANES), byte: u8, few: bool) {
            let mut chunk: Chunk = bytes.try_into().unwrap();
            if few {
                chunk.iter_mut().for_each(|b| *b = byte ^ (*b & 0x81));
            }
            let plain = (0..LANES).fold(0, |bits, at| bits | u64::from(chunk[at] == byte) << at);
            prop_assert_eq!(equal_mask(&chunk, byte), plain);
            prop_assert_eq!(portable::equal_mask(&chunk, byte), plain);
            let seeds = chunk.map(|byte| byte.rotate_left(3) ^ 0x5a);
            prop_assert_eq!(sum_of_products(&chunk, &seeds), portable::sum_of_products(&chunk, &seeds));
            for at in 0..LANES {
                let other: Chunk = std::array::from_fn(|one| if one == at { !chunk[one] } else { chunk[one] });
                prop_assert!(same(&chunk, &chunk.clone()) && !same(&chunk, &other));
                prop_assert!(portable::same(&chunk, &chunk.clone()) && !portable::same(&chunk, &other));
            }
        }
    }
}
