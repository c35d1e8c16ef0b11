"""What columns are called, in many languages and sources, and the HXL tags that say the same."""

from __future__ import annotations

NAMES: dict[str, str] = {  # part → words that head such a column, the likeliest first
    "key": "event_id incident_id sind_event_id id uid uuid identifier source_id record_id eventid"
    " event_id_cnty incident_number case_id glide objectid",
    "lat": "lat latitude breedtegraad breitengrad breite geographische_breite latitud latitudine"
    " enlem szerokosc szerokosc_geograficzna широта географическая_широта خط_العرض دائرة_العرض"
    " عرض_جغرافیایی y y_coord ycoord point_y gps_lat decimal_latitude geo_lat location_lat"
    " centroid_lat event_lat y_wgs84"
    " ygcswgs84 lat_wgs84 latitude_decimal start_lat",
    "lon": "lon lng long longitude lengtegraad langengrad lange geographische_lange longitud"
    " longitudine boylam długosc dlugosc_geograficzna długosc_geograficzna долгота довгота"
    " географическая_долгота خط_الطول طول_جغرافیایی x x_coord xcoord point_x gps_lon gps_long"
    " gps_lng decimal_longitude geo_lon geo_lng geo_long location_lon location_lng location_long"
    " centroid_lon event_lon event_long x_wgs84"
    " xgcswgs84 lon_wgs84 longitude_decimal start_lng start_lon",
    "point": "coordinates coords coordinate latlon lat_lon latlong lat_long latlng lat_lng"
    " latitude_longitude gps geo_point geopoint geolocation geo wkt geom_wkt geometry geom"
    " the_geom point coordinaten coordonnees coordenadas coordinate_geografiche koordinaten"
    " координаты koordinatlar wspolrzedne إحداثيات",
    "date": "event_date date incident_date date_of_incident date_of_event datum fecha data дата"
    " tarih التاريخ تاريخ تاریخ day tag jour dia dzien день datetime date_time timestamp_event"
    " date_start start_date startdate start begin from fromdate begindatum beginn date_debut"
    " fecha_inicio data_inicio date_occurred occurred occurred_at occurred_on when wann quand"
    " cuando quando когда время time date_created created reported date_reported sqldate"
    " data_ocorrencia data_fato data_hora fecha_hecho fecha_del_hecho fecha_ocurrencia"
    " fecha_suceso fecha_incidente date_fait date_evenement unfalldatum tatzeit"
    " data_zdarzenia дата_події дата_события дата_происшествия dateoccurred occurred_date"
    " offense_date crime_date call_date alarm_date attack_date strike_date",
    "date_end": "date_end end_date enddate end todate to einddatum enddatum date_fin fecha_fin"
    " data_fim дата_окончания",
    "year": "year start_year iyear jaar jahr annee ano año anno год рік yil rok السنة",
    "month": "month start_month imonth maand monat mois mes mese месяц місяць ay miesiac الشهر",
    "day": "day start_day iday dag tag jour dia giorno день gun dzien",
    "published": "published publication_date date_published source_date pubdate gepubliceerd"
    " veroffentlicht date_publication fecha_publicacion дата_публикации",
    "type": "event_type incident_type type_of_event type_of_incident kind type category"
    " means_of_attack attack_type attacktype1_txt disaster_type eventtype type_of_attack"
    " type_of_violence soort type_incident incidenttype art ereignis ereignisart typ vorfall"
    " type_evenement categorie tipo tipo_de_evento tipo_evento тип тип_события событие категория"
    " вид тип_події tur olay olay_turu rodzaj نوع النوع نوع_الحدث نوع_الحادث kategorie categoria"
    " kategori event incident what was quoi que primary_type nature event_category"
    " tipo_ocorrencia natureza tipo_hecho tipo_delito deliktart nature_faits тип_инцидента"
    " вид_преступления call_type crime_type offense_category tip vrsta event_kind",
    "subtype": "sub_event_type subtype sub_type event_subtype subcategory sub_category"
    " secondary_category subtipo sub_tipo sous_type untertyp подтип підтип",
    "place": "place place_name location_name city town village settlement locality location"
    " plaats plaatsnaam stad ort stadt ortschaft lieu ville localite lugar ciudad localidad local"
    " cidade municipio luogo citta comune место город населенный_пункт"
    " населений_пункт нас_пункт місце місто yer sehir il"
    " miejsce miasto miejscowosc مكان المكان مدينة المدينة الموقع مکان شهر site where wo waar"
    " donde onde где gemeente gemeinde municipality admin3 admin3_name adm3_name loc"
    " name_of_place"
    " commune comuna kommune opstina opstine tatort city_or_county city_name town_name"
    " nearest_town einsatzort",
    "admin1": "admin1 admin1name admin_1 adm1_name adm1 adm_1 adm1_en region province state"
    " provincie provinz bundesland provincia estado regiao regione область регион oblast"
    " wojewodztwo governorate departement departamento provstate المحافظة محافظة استان"
    " uf state_name province_name region_name admin1_name",
    "admin2": "admin2 admin2name admin_2 adm2_name adm2 adm_2 adm2_en district county район"
    " distrito kreis landkreis ilce powiat raion rayon المديرية",
    "country": "country_txt country_name countryname country admin0name adm0_name adm0_en admin0"
    " land pays pais paese страна країна ulke kraj البلد بلد الدولة کشور staat",
    "country_code": "iso3 country_iso3 iso_3 iso3code country_iso iso iso2 iso_code country_code"
    " countrycode iso_alpha3 countryiso admin0_pcode admin0pcode adm0_pcode landcode",
    "precision": "geo_precision geoprecision precision where_prec location_precision"
    " geo_precision_code geographic_precision accuracy",
    "area": "radius_m uncertainty_m error_radius_m coordinate_uncertainty_in_meters"
    " coordinateuncertaintyinmeters",
    "killed": "fatalities killed deaths dead total_killed total_deaths deaths_total number_killed"
    " people_killed no_killed nkill doden dodelijke_slachtoffers tote todesopfer getotete morts"
    " deces tues muertos fallecidos mortos mortes morti vittime decessi погибшие погибло убито"
    " загинуло загиблі olu olen oldurulen zabici ofiary قتلى القتلى عدد_القتلى کشته کشته_شدگان"
    " slachtoffers best fatalities_best health_workers_killed death_toll toll number_of_deaths"
    " number_of_fatalities number_of_people_killed n_killed num_killed killed_count n_deaths"
    " death_count deaths_count fatality_count numero_de_muertos nombre_de_morts número_de_mortes"
    " mortos_total total_mortos total_muertos muertos_total n_muertos total_fatalities"
    " victims_killed persons_killed",
    "killed_min": "killed_min min_killed fatalities_min low deaths_low fatalities_low",
    "killed_max": "killed_max max_killed fatalities_max high deaths_high fatalities_high",
    "injured": "injured wounded injuries total_wounded total_injured number_injured nwound"
    " no_injured gewonden verletzte verwundete blesses heridos lesionados feridos feriti раненые"
    " ранено пострадавшие поранено поранені yarali ranni rannych جرحى الجرحى عدد_الجرحى زخمی"
    " health_workers_injured n_injured num_injured injured_count"
    " number_of_injured number_of_injuries"
    " feridos_total total_feridos total_heridos heridos_total victims_injured"
    " persons_injured",
    "injured_min": "injured_min",
    "injured_max": "injured_max",
    "arrested": "arrested arrests detained arrestaties aangehouden festgenommene verhaftete"
    " arretes arrestations detenidos detidos arrestati задержанные задержано затримано gozalti"
    " zatrzymani معتقلين المعتقلين total_arrested health_workers_arrested",
    "arrested_min": "arrested_min",
    "arrested_max": "arrested_max",
    "title": "title headline event_name name titel titre titulo titolo заголовок baslik tytul"
    " العنوان عنوان naam",
    "notes": "notes description event_description quote summary details narrative omschrijving"
    " beschrijving beschreibung descripcion descricao descrizione описание опис aciklama opis"
    " الوصف وصف توضیحات opmerkingen bemerkung text comments comment remarks content abstract",
    "source": "source sources source_name bron quelle fuente fonte источник джерело kaynak zrodlo"
    " źrodło المصدر مصدر منبع publisher reported_by outlet",
    "url": "url link source_url sourceurl source_link href website web weblink url_report",
    "actor1": "actors actor1 actor perpetrator perpetrator_name gname side_a dader tater auteur"
    " autor attore деятель actor_name",
    "actor2": "actor2 side_b target",
    "language": "language lang taal sprache langue idioma lingua язык dil",
}
# What tables without a column of types head those that tell what happened, the likeliest first.
TELLING = (
    "cause causa cause_of_death manner_of_death causa_de_muerte ursache причина oorzaak offense"
    " offence offense_type crime crime_type delito delitos modalidad infraction delikt delict"
    " tatbestand"
    " преступление reason motivo motivo_principal motif grund event_title title headline titulo"
    " titre titel titolo заголовок name event_name nombre subject label"
)
_NONE: frozenset[str] = frozenset()
_CODES = frozenset({"code", "v_iso3", "iso", "num", "id"})


Tag = tuple[str, frozenset[str], frozenset[str]]


def _tag(name: str, wanted: str = "", unwanted: frozenset[str] = _NONE) -> Tag:
    return name, frozenset(wanted.split()), unwanted


TAGS = {  # part → the tag, the attributes it must and must not have; the first that fits counts
    "lat": _tag("#geo", "lat"),
    "lon": _tag("#geo", "lon"),
    "precision": _tag("#geo", "precision"),
    "point": _tag("#geo", "coord"),
    "date_end": _tag("#date", "end"),
    "year": _tag("#date", "year"),
    "published": _tag("#date", "reported"),
    "date": _tag("#date", "", frozenset({"year", "month", "reported", "published", "updated"})),
    "key": _tag("#event", "id"),
    "subtype": _tag("#event", "subtype"),
    "title": _tag("#event", "name"),
    "type": _tag("#event", "", _CODES),
    "place": _tag("#loc", "", _CODES | {"type"}),
    "admin1": _tag("#adm1", "", _CODES),
    "admin2": _tag("#adm2", "", _CODES),
    "country_code": _tag("#country", "code"),
    "country": _tag("#country", "", _CODES),
    "killed": _tag("#affected", "killed"),
    "injured": _tag("#affected", "injured"),
    "notes": _tag("#description"),
    "url": _tag("#meta", "url"),
    "source": _tag("#meta", "source"),
    "actor1": _tag("#actor"),
}
