//! What an entry holds by field, `proposed` and `disputed`: each value is read as its field wants it, so that an error stands where it is.

use super::names::Named;
use super::schema::{Word, scalar};
use crate::timeline::{Alternative, Field, Value};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Something for each of some fields: what is proposed, what is disputed.
pub(super) struct Fields<T>(pub(super) BTreeMap<Field, T>);

/// Reads what belongs to a field, with an error where it stands if it cannot.
pub(super) trait OfField: Sized {
    fn read<'de, D: Deserializer<'de>>(field: Field, deserializer: D) -> Result<Self, D::Error>;
}

impl<'de, T: OfField> Deserialize<'de> for Fields<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<T>, D::Error> {
        struct ByField<T>(PhantomData<T>);
        impl<'de, T: OfField> Visitor<'de> for ByField<T> {
            type Value = Fields<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("values by field")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<T>, A::Error> {
                let mut by = BTreeMap::new();
                while let Some(Word(field)) = map.next_key::<Word<Field>>()? {
                    if by.insert(field, map.next_value_seed(Seed(field, PhantomData))?).is_some() {
                        return Err(A::Error::custom(format!("{} stands here twice; remove one", field.word())));
                    }
                }
                Ok(Fields(by))
            }
        }
        deserializer.deserialize_map(ByField(PhantomData))
    }
}

struct Seed<T>(Field, PhantomData<T>);

impl<'de, T: OfField> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(self.0, deserializer)
    }
}

impl OfField for Value {
    fn read<'de, D: Deserializer<'de>>(field: Field, deserializer: D) -> Result<Value, D::Error> {
        if field.is_list() {
            return Vec::deserialize(deserializer).map(Value::Many);
        }
        scalar(deserializer, |written| field.check(written).map(|()| Value::One(written.to_string())))
    }
}

/// The sides of a dispute, two or more.
pub(super) struct Alternatives(pub(super) Vec<Alternative>);

impl OfField for Alternatives {
    fn read<'de, D: Deserializer<'de>>(field: Field, deserializer: D) -> Result<Alternatives, D::Error> {
        struct Sides(Field);
        impl<'de> Visitor<'de> for Sides {
            type Value = Alternatives;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of values, each with its sources")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Alternatives, A::Error> {
                let mut sides = Vec::new();
                while let Some(side) = seq.next_element_seed(Seed::<Alternative>(self.0, PhantomData))? {
                    sides.push(side);
                }
                if sides.len() < 2 {
                    return Err(A::Error::custom("a dispute has two values or more; remove it when it is settled"));
                }
                Ok(Alternatives(sides))
            }
        }
        deserializer.deserialize_seq(Sides(field))
    }
}

impl OfField for Alternative {
    fn read<'de, D: Deserializer<'de>>(field: Field, deserializer: D) -> Result<Alternative, D::Error> {
        struct Side(Field);
        impl<'de> Visitor<'de> for Side {
            type Value = Alternative;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a value with its sources, as in {is: \"2020-01-03\", sources: [src-4hq2n7kp]}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Alternative, A::Error> {
                let (mut is, mut sources) = (None, None);
                while let Some(key) = map.next_key::<SideKey>()? {
                    match key {
                        SideKey::Is if is.is_some() => return Err(A::Error::duplicate_field("is")),
                        SideKey::Is => is = Some(map.next_value_seed(Seed::<Value>(self.0, PhantomData))?),
                        SideKey::Sources if sources.is_some() => return Err(A::Error::duplicate_field("sources")),
                        SideKey::Sources => sources = Some(map.next_value::<Vec<String>>()?),
                    }
                }
                let is = is.ok_or_else(|| A::Error::missing_field("is"))?;
                Ok(Alternative { is, sources: sources.unwrap_or_default() })
            }
        }
        deserializer.deserialize_map(Side(field))
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum SideKey {
    Is,
    Sources,
}
